"""Somebody has been quiet for a month; they are asked, once and kindly, how it is for them.

Four answers, each as good as the others, and each with what fits it: to be left in peace, fewer
messages, something else, a word to a coordinator of one's choice. Coordinators learn how many
gave which answer, from five on, and never who. No answer is an answer, too: it ends the questions.
"""
