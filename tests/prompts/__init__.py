"""What prompts are worth, and how they live."""
