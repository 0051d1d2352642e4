"""Figures, printed by `make bench`. Never part of the tests: a machine's mood is no fault of the code."""
