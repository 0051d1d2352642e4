"""What a new tenant gets: starter shops from a file of businesses, and the demo zone."""

from storefront.provision.demo import DemoCredentials, DemoShopSummary, DemoZone, seed_demo_zone

__all__ = ["DemoCredentials", "DemoShopSummary", "DemoZone", "seed_demo_zone"]
