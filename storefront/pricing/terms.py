"""The words of pricing: how a price came about, and which way it is rounded."""

from enum import StrEnum


class PriceOrigin(StrEnum):
    """Somebody set it, or it follows from the base price and a rate."""

    FIXED = "fixed"
    CONVERTED = "converted"


class RoundingMode(StrEnum):
    NEAREST = "nearest"
    UP = "up"
    DOWN = "down"
