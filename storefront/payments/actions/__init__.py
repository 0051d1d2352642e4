"""What people and providers do with payments."""
