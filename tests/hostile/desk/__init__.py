"""Attacks on the coordinators' web page: each is tried, and counted where it gets through."""
