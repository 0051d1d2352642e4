"""`storefront tenants`: bulk onboarding, and the registry of shops."""

from storefront.cli.tenants.command import tenants

__all__ = ["tenants"]
