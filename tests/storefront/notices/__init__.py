"""Notices to owners."""
