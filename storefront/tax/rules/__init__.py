"""Pure calculation: rules of countries, the landed cost by them, and everything that it is explained by."""
