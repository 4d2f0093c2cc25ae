"""The core's machinery, apart from any room."""
