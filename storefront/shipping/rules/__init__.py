"""Prices, dates and checks that need nothing but the numbers. Exact: no binary floats."""
