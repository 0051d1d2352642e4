"""Rooms."""
from collections.abc import Callable
from PIL import Image
ROOMS: dict[str, Callable[[], Image.Image]] = {}
