"""Proofs at full number: kills, repeats and shuffles, hostile words, and each guard removed."""
