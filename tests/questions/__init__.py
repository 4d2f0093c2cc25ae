"""The room of questions, by hand."""
