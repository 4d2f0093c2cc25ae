"""Prompts: once a week something worth answering, from a backlog that members fill.

What a member suggests is accepted with one tap or kindly not, and goes out under their name; the
first four of a community listen. A prompt opens a thread of its own, whoever is shy answers
through a form, and *Me too* under a challenge tells people that it is not only them. Five days
later the coordinators see who answered and may keep chosen answers, each with its author's yes.
"""
