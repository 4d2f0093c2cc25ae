"""What members choose, how it is kept, and how every trace of it goes."""
