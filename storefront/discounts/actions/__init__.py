"""What people do about discounts: make them, and use them."""
