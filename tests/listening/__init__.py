"""Listening: nowhere a word, and what may be read of who wrote when."""
