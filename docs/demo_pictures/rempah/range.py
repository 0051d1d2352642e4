"""Reads range.toml: which package, label and company each product has in its picture."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rempah.compose import Shot
from rempah.labels import Label
from rempah.things import few, motif, standing

# A row of range.toml, as tomllib gives it.
Row = Mapping[str, Any]


def _label(row: Row) -> Label:
    base, second, accent = row["colours"].split()
    return Label(row["style"], row["title"], motif(row["motif"]), base, second, accent, row.get("paper", "#fff4dc"))


def _shot(key: str, row: Row, held: list[Shot]) -> Shot:
    wall, _, form = row["wall"].partition("/")
    return Shot(
        key=key,
        vessel=row["package"],
        label=_label(row),
        wall=wall,
        form=form,
        fill=row.get("fill", ""),
        back=[standing(words) for words in row.get("back", "").split()],
        front=few(row["front"]),
        second=row.get("second", ""),
        plate_size=row.get("plate", 0.42),
        held=held,
    )


def _shots() -> dict[str, Shot]:
    """Gift boxes come after what stands in them."""
    rows = tomllib.loads(Path(__file__).with_name("range.toml").read_text(encoding="utf-8"))
    shots: dict[str, Shot] = {}
    for key, row in rows.items():
        shots[key] = _shot(key, row, [shots[other] for other in row.get("held", "").split()])
    return shots


SHOTS = _shots()
