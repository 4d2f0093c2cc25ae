"""House rules that are tests, each shown to go red when it is broken."""
