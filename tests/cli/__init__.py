"""The `hearth` command as it is installed, each time in a process of its own."""
