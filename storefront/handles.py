"""Handles: the last word of a page's address, unique per shop and language."""

from collections.abc import Callable, Iterator, Sequence

from tenants.kit.slugs import slugify

LIMIT = 80


def handle_base(wanted: str, title: str, number: int) -> str:
    """The handle asked for, else one made of the title, else the thing's number."""
    return slugify(wanted, limit=LIMIT) or slugify(title, limit=LIMIT) or str(number)


def free_handles(
    wanted: Sequence[tuple[str, str]], taken_of: Callable[[list[tuple[str, str]]], set[tuple[str, str]]]
) -> list[str]:
    """A free handle for each (language, base), in order and different from each other.

    `taken_of` is asked about candidates in growing bunches, so that a hundredth "shirt" takes no hundred questions.
    """
    given: list[str] = [""] * len(wanted)
    used: set[tuple[str, str]] = set()
    open_places, reach = list(range(len(wanted))), 1
    while open_places:
        asked = {(wanted[place][0], name) for place in open_places for name in _candidates(wanted[place][1], reach)}
        used |= taken_of(sorted(asked))
        still_open = []
        for place in open_places:
            language, base = wanted[place]
            free = next((name for name in _candidates(base, reach) if (language, name) not in used), None)
            if free is None:
                still_open.append(place)
            else:
                given[place] = free
                used.add((language, free))
        open_places, reach = still_open, reach * 16
    return given


def _candidates(base: str, reach: int) -> Iterator[str]:
    yield base
    yield from (f"{base}-{number}" for number in range(2, reach + 1))
