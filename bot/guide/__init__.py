"""What Hearth does, sees and keeps, in plain words, and what it says when it did not understand.

`help` is made from the table of declarations, so that it can never tell of a verb that is not
there, nor be silent about one that is. The room keeps nothing.
"""
