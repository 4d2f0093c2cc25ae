"""How a community begins, who carries it, and what its coordinators decide.

`setup` opens one form; saving it makes the community and sends nothing. The coordinator then sees
the forecast of the first month, the post, and the questions to the hosts, and lets each go with a
press. From then on `desk` is theirs: `desk today` says what needs them (and says so once a day, on
days with something to do), `desk held` shows what waits for a yes, `desk hold` stops everything,
`desk role` makes and unmakes hosts and coordinators, `desk log` tells what was done.
"""
