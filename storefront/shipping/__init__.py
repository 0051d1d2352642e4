"""How goods get to shoppers: zones and their rates, points to pick up from, what is not sent where, and by when.

`shipping_options` is what the checkout asks. Rates are in the currency of the market that they are offered in. Days are
counted on the calendars of the place that sends and the place that receives. Duties are `tax`'s; here is only whether a
rate is delivered duty paid (DDP) or at place (DAP). What the law of a destination forbids is `tax`'s too; here is what
the shop itself does not send.
"""

from storefront.localization import Duties
from storefront.shipping.actions.restrictions import add_restriction, remove_restriction
from storefront.shipping.actions.setup import add_pickup_point, remove_pickup_point, set_dispatch
from storefront.shipping.actions.zones import (
    add_rate,
    add_zone,
    change_zone,
    rate_columns,
    remove_rate,
    remove_zone,
    set_rate_enabled,
)
from storefront.shipping.errors import BadShipping, NoSuchRate, NoSuchZone
from storefront.shipping.models import Dispatch, PickupPoint, ShippingRate, ShippingRestriction, ShippingZone
from storefront.shipping.reads.coverage import Finding, FindingKind, coverage
from storefront.shipping.reads.options import (
    OptionKind,
    ShippingOption,
    countries_served,
    restrictions,
    shipping_options,
)
from storefront.shipping.reads.setup import pickup_points, rates, shop_restrictions, zones
from storefront.shipping.rules.drafts import NewPickupPoint, NewRate, NewRestriction, NewZone
from storefront.shipping.rules.restricting import Restriction
from storefront.shipping.rules.values import (
    Band,
    Destination,
    Goods,
    Packing,
    Parcel,
    PricedBy,
    RateLimits,
    RatePrice,
    RestrictedBy,
    Transit,
)
from storefront.shipping.translating import TRANSLATED, translatable, write_translation

__all__ = [
    "TRANSLATED",
    "BadShipping",
    "Band",
    "Destination",
    "Dispatch",
    "Duties",
    "Finding",
    "FindingKind",
    "Goods",
    "NewPickupPoint",
    "NewRate",
    "NewRestriction",
    "NewZone",
    "NoSuchRate",
    "NoSuchZone",
    "OptionKind",
    "Packing",
    "Parcel",
    "PickupPoint",
    "PricedBy",
    "RateLimits",
    "RatePrice",
    "RestrictedBy",
    "Restriction",
    "ShippingOption",
    "ShippingRate",
    "ShippingRestriction",
    "ShippingZone",
    "Transit",
    "add_pickup_point",
    "add_rate",
    "add_restriction",
    "add_zone",
    "change_zone",
    "countries_served",
    "coverage",
    "pickup_points",
    "rate_columns",
    "rates",
    "remove_pickup_point",
    "remove_rate",
    "remove_restriction",
    "remove_zone",
    "restrictions",
    "set_dispatch",
    "set_rate_enabled",
    "shipping_options",
    "shop_restrictions",
    "translatable",
    "write_translation",
    "zones",
]
