"""`storefront demo`: a whole zone on one machine, from nothing to `ready`."""

from storefront.cli.demo.command import demo

__all__ = ["demo"]
