"""Names things in a few words, so that the range reads as a list: "chilli", "bowl:peppercorn", "powder:#e08a1e"."""

import inspect
from collections.abc import Callable

from rempah import herbs, kopitiam, larder, spices
from rempah.settings import basket, bowl, powder_bowl
from rempah.svg import at, shadow

_DRAWN: dict[str, Callable[[], str]] = {
    name: drawing
    for module in (spices, herbs, kopitiam, larder)
    for name, drawing in vars(module).items()
    if inspect.isfunction(drawing) and drawing.__module__ == module.__name__
}
_BOWLS = {
    "enamel": ("#f4efe4", "#2f6fb0"),
    "jade": ("#dff0e4", "#1f8a5c"),
    "rose": ("#fde6ec", "#d8286a"),
    "sun": ("#fff0c2", "#d9541e"),
}


def drawn(name: str) -> str:
    return _DRAWN[name]()


def standing(words: str) -> str:
    """A tall thing with its foot at the origin: bowl:, basket:, powder: or an ingredient by name."""
    kind, _, rest = words.partition(":")
    if kind == "powder":
        return powder_bowl(spices.heap(rest), *_BOWLS["jade"])
    if kind in ("bowl", "basket"):
        names, _, ware = rest.partition("/")
        things = [drawn(name) for name in names.split("+")]
        return basket(things) if kind == "basket" else bowl(things, *_BOWLS[ware or "enamel"])
    return shadow(16, -4, 96, 20, 0.4) + at(drawn(words), 0, -82)


def few(words: str) -> list[str]:
    """Small ingredients by name, separated by spaces; "leaf" twice makes it appear twice as often."""
    return [drawn(name) for name in words.split()]


def three(name: str) -> str:
    """Three of a kind close together, for a label."""
    one = drawn(name)
    return (
        at(one, -48, 30, turn=-18, size=0.58) + at(one, 50, 32, turn=24, size=0.58) + at(one, 0, -44, turn=4, size=0.62)
    )


def pair(one: str, other: str) -> str:
    """Two things side by side, the second in front, for a label."""
    return at(drawn(one), -30, -18, turn=-10, size=0.78) + at(drawn(other), 46, 44, turn=12, size=0.56)


def motif(words: str) -> str:
    """What a label shows: an ingredient, "three:" of it, or a "pair:" of two."""
    kind, _, names = words.partition(":")
    if kind == "three":
        return three(names)
    if kind == "pair":
        return pair(*names.split("+"))
    return drawn(words)
