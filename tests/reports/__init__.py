"""What is counted, what is told, and what is begun where nobody teaches."""
