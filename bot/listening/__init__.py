"""Listening: who writes when, and in which thread, where a coordinator switched it on.

A coordinator chooses a channel; one post there says what is seen and what is not, and nothing is
noted before that post stands. What was written is dropped by the adapter the moment it arrives:
no event, no row and no log has a place for it. One bit of it is told: whether what begins a thread
looks like a question. It is not kept either; it wakes *questions*, which asks a member who nobody
answered whether to find somebody. Rows are kept ninety days, shown in *me*, erased with the person
or with *Stop*; whoever presses *Leave me out* (under the announcement, *What do you see?*, *me*) is
noted no more, and what was noted of them is gone. What other rooms may know of it is
`bot/activity.py`: whether a newcomer was answered, when prompts go quiet, who takes part. Where
listening is off, figures say *not measured*.
"""
