"""One folder per platform; each translates between the platform and the core."""
