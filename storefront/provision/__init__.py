"""The demo zone, and what its shops for learners go back to. Shops of merchants come from `storefront.onboarding`."""

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
