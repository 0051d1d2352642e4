"""How the pictures of the demo shop Timah & Rotan are drawn: turned pewter, woven rattan, and quiet rooms."""
