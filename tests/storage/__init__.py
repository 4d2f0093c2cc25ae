"""Rows, payloads and migrations, on both databases."""
