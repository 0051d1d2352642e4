"""What happens between a cart and a paid order."""
