"""What a new tenant gets: starter shops from a file, and the demo zone; and what shops for learners go back to."""

from storefront.provision.demo import DemoCredentials, DemoShopSummary, DemoZone, seed_demo_zone
from storefront.provision.jobs import reset, reset_every_learner_shop
from storefront.provision.learners import reset_learner_shop

__all__ = [
    "DemoCredentials",
    "DemoShopSummary",
    "DemoZone",
    "reset",
    "reset_every_learner_shop",
    "reset_learner_shop",
    "seed_demo_zone",
]
