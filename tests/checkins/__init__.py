"""What is asked of the quiet, and what becomes of their answers."""
