"""The theme engine."""
