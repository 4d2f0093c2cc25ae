"""What people read: complete in every language, within its limits, and drawn as meant."""
