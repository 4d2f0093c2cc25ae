"""Half a page without names: what took place, how it was counted, and what was not measured.

Every Monday the share of members who took part is counted from stored acts and kept, as two
numbers. And where several want to learn what nobody here teaches, the coordinators find it on
their desk with two ways to begin: look for a speaker, or let those who want it learn together.
"""
