"""What can go wrong with a shop's theme."""

from tenants.kit.errors import NotFound


class NoLiveTheme(NotFound):
    """The shop was never given a theme."""
