"""From what the domains return to what templates see: drops, with every text formatted for the view."""
