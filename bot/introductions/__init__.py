"""Introductions: a newcomer who agreed to it meets an established, willing member.

`introductions.begin` (woken by the consent) starts a search. One or two peers at a time, five at
most, are asked first; a yes opens one private conversation with both people's words and a first
step, a no stays silent. A waking day without an answer brings the next peers, two the coordinator,
and nobody at all the coordinator at once. A week later each is asked, once, whether they talked.
Any member may propose that two others meet; both are asked. *Why*, *Not this person* and *Tell a
coordinator* stand here too, because they belong to every meeting.

For compose: the computation `introductions.choose` reads its input with the store's
`pool(subject, now, directory)` and runs `bot.introductions.choosing.choose(pool)`; the result is
made of plain values.
"""
