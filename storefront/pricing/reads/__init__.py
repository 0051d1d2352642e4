"""The queries of pricing: price lists, what prices are made from, past prices, and rates of exchange."""
