"""What Hearth does, sees and keeps, in plain words, and what it says when it did not understand."""
