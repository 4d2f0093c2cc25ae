"""Servers on 127.0.0.1 that speak the platforms' published protocols to their real clients."""
