"""Listening: who writes when, and in which thread, where a coordinator switched it on.

A coordinator chooses a channel; one post there says what is seen and what is not, and nothing is
noted before that post stands. What was written is dropped by the adapter the moment it arrives:
no event, no row and no log has a place for it. Rows are kept ninety days, shown in *me*, erased
with the person or with *Stop*; anybody is left out at a press. What other rooms may know of it is
`bot/activity.py`: whether a newcomer was answered, when prompts go quiet, who takes part. Where
listening is off, figures say *not measured*.
"""
