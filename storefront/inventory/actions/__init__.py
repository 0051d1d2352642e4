"""What people do with stock."""
