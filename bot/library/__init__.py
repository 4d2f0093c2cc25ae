"""The library: what a community learned, kept with its author's yes, and found again.

An answer that was accepted, one that stands in a note, a message somebody would keep: its author is
asked first, privately, and says with my name, without it, or no; silence is a no. What is kept has
its people, date, topic and a link to where it was said; it is found by its words, helps, and is
looked at again after a year. Whoever wrote it may take it back at any time.
"""
