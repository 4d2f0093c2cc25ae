"""Promises, timers and events as rows; with people, the only statements across communities."""
