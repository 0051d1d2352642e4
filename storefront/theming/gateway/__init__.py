"""The only door to the themes that shops brought along: their packages in the media store, opened in each process."""

from storefront.theming.gateway.packages import discard_package, fetch_package, keep_package, pack
from storefront.theming.gateway.shelf import ThemeShelf

__all__ = ["ThemeShelf", "discard_package", "fetch_package", "keep_package", "pack"]
