"""A paper as JSON and back, so that an issued one says for ever what it said."""

from dataclasses import asdict
from typing import Any

from storefront.documents import Paper, PaperKind, PaperLine, PaperTax, Party

Json = dict[str, Any]  # Any: JSON


def paper_as_json(paper: Paper) -> Json:
    """The paper as it is kept, frozen: what later releases read again."""
    return asdict(paper)


def paper_from_json(kept: Json) -> Paper:
    """The same paper. A field that a later version added has its own default."""
    return Paper(
        **{
            **kept,
            "kind": PaperKind(kept["kind"]),
            "seller": _party(kept["seller"]),
            "buyer": _party(kept["buyer"]),
            "ship_to": _party(kept["ship_to"]) if kept.get("ship_to") else None,
            "facts": _pairs(kept["facts"]),
            "headings": tuple(kept["headings"]),
            "lines": tuple(PaperLine(**line) for line in kept["lines"]),
            "totals": _pairs(kept["totals"]),
            "tax_headings": tuple(kept.get("tax_headings", ())),
            "taxes": tuple(PaperTax(**tax) for tax in kept.get("taxes", ())),
            "notes": tuple(kept["notes"]),
            "labels": _pairs(kept["labels"]),
            "bars": tuple(kept.get("bars", ())),
        }
    )


def _party(kept: Json) -> Party:
    return Party(**{**kept, "lines": tuple(kept["lines"]), "ids": _pairs(kept["ids"])})


def _pairs(kept: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in kept)
