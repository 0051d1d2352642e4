"""What people do with a shop's deliveries."""
