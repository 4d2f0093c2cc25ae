"""The adapters, against real protocols and frozen pictures."""
