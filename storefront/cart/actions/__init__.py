"""What visitors do with a cart."""
