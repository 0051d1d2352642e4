"""What variants cost in each market. Pages read prices with the catalogue; here they are checked and set."""

from storefront.pricing.actions import NewPrice, set_price, set_prices
from storefront.pricing.errors import BadPrice
from storefront.pricing.rules import discount_percent

__all__ = ["BadPrice", "NewPrice", "discount_percent", "set_price", "set_prices"]
