"""Which attributes of which types a template may read: what is listed, and nothing else."""

import dataclasses
import types
from collections.abc import Mapping
from typing import Final

from jinja2.filters import _GroupTuple
from jinja2.runtime import LoopContext
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup

from themes.engine import drops
from themes.engine.plan import Block, Section

TEXT_METHODS: Final = frozenset(
    {"capitalize", "count", "endswith", "isdigit", "lower", "lstrip", "removeprefix", "removesuffix", "rstrip"}
    | {"split", "startswith", "strip", "title", "upper"}
)
_LOOP: Final = frozenset(
    {"changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem", "previtem"}
    | {"revindex", "revindex0"}
)
DICT_METHODS: Final = frozenset({"get", "items", "keys", "values"})
SEQUENCE_METHODS: Final = frozenset({"count", "index"})


def _fields(kind: type) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(kind))


VISIBLE: Final[Mapping[type, frozenset[str]]] = types.MappingProxyType(
    {
        **{
            kind: _fields(kind)
            for kind in (*vars(drops).values(), Section, Block)
            if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind is not drops.Resources
        },
        str: TEXT_METHODS,
        Markup: frozenset({"lower", "strip", "striptags", "upper"}),
        list: SEQUENCE_METHODS,
        tuple: SEQUENCE_METHODS,
        LoopContext: _LOOP,
        Cycler: frozenset({"next", "current", "reset"}),
        Joiner: frozenset(),
        Namespace: frozenset(),
        _GroupTuple: frozenset({"grouper", "list"}),
        int: frozenset(),
        bool: frozenset(),
        range: frozenset(),
    }
)
