"""Enquiries and quotations."""
