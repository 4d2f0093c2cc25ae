"""The room of prompts: its decisions, its rows, its handlers."""
