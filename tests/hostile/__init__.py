"""Hostile words through every field and every output: nobody is pinged, nothing breaks."""
