"""Tests of the rhythm."""
