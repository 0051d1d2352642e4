"""What people do with prices: set them, say how a market's come about, and tell what currencies are worth."""
