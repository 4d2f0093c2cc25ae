"""Newcomers: one welcome as the place allows it, and then patience.

Who joins shares one line in the welcome place, without mentions; *Start* shows what the group is
for and how people treat each other, *Just looking round* ends the series. A raid stops the
greeting and asks the coordinators. Who agreed to be introduced may say hello in a line they see
before it goes; when nobody presses *Say hi*, a host is asked after four waking hours and the
coordinator after twenty hours. Check-ins come at most once a week, to people who pressed something,
and one without an answer ends them. Nobody who was here at adoption, and nobody who comes back, is
ever greeted.
"""
