"""What Hearth keeps, in SQLite or PostgreSQL, from the same statements."""
