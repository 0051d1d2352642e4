"""What a new tenant gets: starter shops from a file of businesses, and the demo zone."""
