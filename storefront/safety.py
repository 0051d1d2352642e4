"""Who answers for the safety of a thing, and what is to be minded: Regulation (EU) 2023/988, article 19."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who answers for goods: the name or mark, where post reaches them, and where electronic mail does."""

    name: str
    address: str
    email: str


@dataclass(frozen=True, slots=True)
class ProductSafety:
    """`responsible` is named where the manufacturer is not in the Union (article 16). `warnings` are by language."""

    manufacturer: Operator | None = None
    responsible: Operator | None = None
    warnings: Mapping[str, str] = field(default_factory=dict)


def safety_as_json(safety: ProductSafety) -> dict[str, Any]:  # Any: JSON
    """What `safety_from_json` reads again. Nothing where nothing is said."""
    return {name: value for name, value in asdict(safety).items() if value}


def safety_from_json(kept: Mapping[str, Any]) -> ProductSafety:  # Any: JSON
    """As it was stored."""
    named = {name: Operator(**kept[name]) for name in ("manufacturer", "responsible") if name in kept}
    return ProductSafety(**named, warnings=kept.get("warnings", {}))
