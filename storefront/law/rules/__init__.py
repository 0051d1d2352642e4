"""Which goods a destination lets in, and what the law of a market asks of a sale. Pure; nothing is stored here."""
