"""Customers' rights to their data."""
