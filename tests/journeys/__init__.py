"""Journeys: somebody's whole way through the running `hearth run`, in a real browser."""
