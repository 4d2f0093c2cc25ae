"""Newcomers: the welcome, the raid, the hello, and the check-ins."""
