"""Rhythm: one list of what comes, and when, for everybody to see.

A coordinator sets it in one form: a prompt, a round, a check-in, meetings typed in or read from a
calendar's address, quiet weeks, public holidays. From these settings every date is derived, at
start, daily, and when a setting changes; a meeting pulls prompts and rounds to the right side of
it. A week before a meeting the channel is asked what to bring; the day after, what it left open,
and each point gets somebody who said yes privately first. When nobody answers, the pace halves,
and when members begin enough by themselves it tapers; the coordinators are told why, and can turn
it back. Nothing is posted before somebody set a rhythm.
"""
