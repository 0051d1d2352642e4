"""What customers do, and what is done for them."""
