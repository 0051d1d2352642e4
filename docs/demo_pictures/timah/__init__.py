"""How the pictures of the demo shop Timah & Rotan are drawn: turned pewter, woven rattan, and the quiet rooms they stand in."""
