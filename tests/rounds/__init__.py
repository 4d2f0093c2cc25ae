"""Rounds: who is drawn, what is sent and taken back, what came of it, and what is kept."""
