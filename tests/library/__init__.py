"""The library: what is kept, how it is found, and who said it may be."""
