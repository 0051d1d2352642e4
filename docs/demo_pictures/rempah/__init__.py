"""How the pictures of the demo shop Rempah Raya are drawn: packages, labels, ingredients and the scenes around them."""
