"""Rounds: every other week small groups are drawn for one conversation, under a lens.

Whoever ticked *Draw me in rounds* is told the day before and may skip. `rounds.draw` asks for the
computation of that name; its result is checked person by person and becomes a draft, which
coordinators see by `desk round`, change, send and take back within ten minutes; where a community's
messages need no yes it goes by itself. Each group gets one private conversation with why, a host
who starts, a starter question and a day; what came of it is told by buttons alone, the conversation
is never read. Who cannot make it leaves nobody alone; who comes late is brought in while more than
half of the time is left. When a round is over the channel gets counts, coordinators the detail, and
whoever pressed nothing three times is left out until they say.
"""
