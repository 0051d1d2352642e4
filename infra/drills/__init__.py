"""Disasters on purpose: each program breaks something that it made itself, mends it, and says how long that took."""
