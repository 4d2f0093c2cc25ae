"""Questions: somebody asks once, and whoever can help hears of it.

What was answered before is shown first, privately. Then the question stands in the home place, and
at most three people who said that they may be asked are asked. The asker hears of every answer,
says what helped, and two weeks later whether it worked; whoever helped reads it in their words.
"""
