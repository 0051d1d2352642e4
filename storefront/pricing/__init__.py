"""What variants cost in each market: base prices, fixed price lists, and prices converted from reference rates.

Pages read prices with the catalogue; here they are checked, set and made. The stored price of a variant in a market is
the one that counts: it says whether somebody set it or by which rate of which day it was made, and its past is kept.
"""

from storefront.pricing import jobs
from storefront.pricing.actions.prices import NewPrice, clear_prices, set_price, set_prices
from storefront.pricing.actions.rates import StoredRates, drop_own_rate, set_own_rate, set_platform_rate, store_feed
from storefront.pricing.actions.repricing import RateState, Repricing, reprice
from storefront.pricing.actions.rules import set_market_pricing
from storefront.pricing.display import Reduction, UnitPrice, reduction, unit_price
from storefront.pricing.errors import BadFeed, BadPrice, BadPriceRule, BadRate, NoRate
from storefront.pricing.exchange import Rate, Rates
from storefront.pricing.gateway import read_feed
from storefront.pricing.jobs import set_zone_rate, take_rates
from storefront.pricing.lists import PriceImport, Problem, export_prices, import_prices
from storefront.pricing.reads.prices import lowest_30_days, unpriced_count
from storefront.pricing.reads.rates import known_rates, pricing_of_market, pricing_of_markets
from storefront.pricing.rules import MarketPricing, RoundingRule, converted, discount_percent
from storefront.pricing.terms import PriceOrigin, RoundingMode

__all__ = [
    "BadFeed",
    "BadPrice",
    "BadPriceRule",
    "BadRate",
    "MarketPricing",
    "NewPrice",
    "NoRate",
    "PriceImport",
    "PriceOrigin",
    "Problem",
    "Rate",
    "RateState",
    "Rates",
    "Reduction",
    "Repricing",
    "RoundingMode",
    "RoundingRule",
    "StoredRates",
    "UnitPrice",
    "clear_prices",
    "converted",
    "discount_percent",
    "drop_own_rate",
    "export_prices",
    "import_prices",
    "jobs",
    "known_rates",
    "lowest_30_days",
    "pricing_of_market",
    "pricing_of_markets",
    "read_feed",
    "reduction",
    "reprice",
    "set_market_pricing",
    "set_own_rate",
    "set_platform_rate",
    "set_price",
    "set_prices",
    "set_zone_rate",
    "store_feed",
    "take_rates",
    "unit_price",
    "unpriced_count",
]
