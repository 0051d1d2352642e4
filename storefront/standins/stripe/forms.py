"""Stripe's way of writing nested data as a form: `a[b][0][c]=d`."""

import re
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl

from storefront.standins.stripe.refusals import bad

_NAME = re.compile(r"([A-Za-z0-9_.]+)((?:\[[A-Za-z0-9_.]*\])*)")
_PART = re.compile(r"\[([A-Za-z0-9_.]*)\]")

Tree = dict[str, Any]  # Any: JSON, whose leaves are texts


def decoded(form: str) -> Tree:
    """Nested dicts and lists. Raises Refused for names that are none."""
    tree: Tree = {}
    for name, value in parse_qsl(form, keep_blank_values=True, strict_parsing=bool(form), max_num_fields=1000):
        match = _NAME.fullmatch(name)
        if match is None:
            raise bad(f"Invalid parameter name: {name[:100]}", param=name[:100])
        _put(tree, [match[1], *_PART.findall(match[2])], value)
    return {name: _with_lists(value) for name, value in tree.items()}


def _put(tree: Tree, path: list[str], value: str) -> None:
    for step, following in pairwise(path):
        tree = tree.setdefault(step or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise bad(f"Invalid parameter: {following} is given twice")
    last = path[-1] or str(len(tree))
    if last in tree:
        raise bad(f"Invalid parameter: {last} is given twice", param=last)
    tree[last] = value


def _with_lists(value: Any) -> Any:  # Any: a part of a tree
    if not isinstance(value, dict):
        return value
    parts = {name: _with_lists(part) for name, part in value.items()}
    if parts and all(name.isdecimal() for name in parts):
        return [parts[name] for name in sorted(parts, key=int)]
    return parts
