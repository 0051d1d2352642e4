"""What people and the platform do about who may act."""
