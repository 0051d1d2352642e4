"""The queries about a shop's deliveries."""
