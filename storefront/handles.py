"""Handles: the last word of a page's address, unique per shop and language."""

from collections.abc import Container

from tenants.kit.slugs import slugify

LIMIT = 80


def handle_base(wanted: str, title: str, number: int) -> str:
    """The handle asked for, else one made of the title, else the thing's number."""
    return slugify(wanted, limit=LIMIT) or slugify(title, limit=LIMIT) or str(number)


def free_handle(base: str, taken: Container[str]) -> str:
    """The base itself, or the first of base-2, base-3, … that is not taken."""
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
