"""What a checkout comes to, worked out from facts alone."""
