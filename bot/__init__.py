"""Hearth keeps a community of practice talking between its meetings."""
