"""Slack: one workspace, over Socket Mode or signed HTTP, as events in and letters out."""
