"""What a deployment is: one TOML file with its country, languages, markets, currency, plans, themes and reserved names.

`load_zone(None)` is the Malaysian zone that ships with the product. `Zone.model_json_schema()` describes the file.
"""

from tenants.zones.errors import BadZone, UnknownMarket
from tenants.zones.files import load_zone
from tenants.zones.rules import Defaults, Plan, Zone, ZoneDelivery, ZoneMarket

__all__ = ["BadZone", "Defaults", "Plan", "UnknownMarket", "Zone", "ZoneDelivery", "ZoneMarket", "load_zone"]
