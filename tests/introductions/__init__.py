"""Introductions: who is chosen, what is kept, and what happens when somebody answers."""
