"""Members: who belongs here, who joined, and what each of them chose to tell.

Belonging is what the platform tells: identity, since when, by which door, and nothing else. Being
a member begins with a press: *Join* opens one form (three ticks, what I can help with, what I want
to learn), *Yes, introduce me* joins with that one tick by the exact words that were shown. `me`
shows all that is kept over every room, changes it, hands it out and erases it; `find` looks for
people who can help; `pause` and `leave` stop everything unasked-for at once. Every group of a
member's settings carries the moment the platform says it was set, and the newest wins, in whatever
order they arrive.
"""
