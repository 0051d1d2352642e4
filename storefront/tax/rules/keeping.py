"""Consignments and landed costs as plain JSON, so that an order keeps them and they can be run again."""

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from storefront.tax.errors import BadConsignment
from storefront.tax.rules.consignment import Consignment
from storefront.tax.rules.outcome import LandedCost

Plain = dict[str, Any]  # Any: what JSON holds


def landed_cost_as_json(cost: LandedCost) -> Plain:
    """An estimate as it is kept with its order."""
    plain: Plain = _landed_costs().dump_python(cost, mode="json")
    return plain


def landed_cost_from_json(plain: Plain) -> LandedCost:
    """Raises BadConsignment for what was not written by `landed_cost_as_json`."""
    cost: LandedCost = _read(_landed_costs(), plain)
    return cost


def consignment_as_json(consignment: Consignment) -> Plain:
    """What an estimate was made from, as it is kept with it."""
    plain: Plain = _consignments().dump_python(consignment, mode="json")
    return plain


def consignment_from_json(plain: Plain) -> Consignment:
    """Raises BadConsignment for what was not written by `consignment_as_json`."""
    consignment: Consignment = _read(_consignments(), plain)
    return consignment


def _read(adapter: TypeAdapter[Any], plain: Plain) -> Any:  # Any: the adapter's own type
    try:
        return adapter.validate_python(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadConsignment(".".join(str(part) for part in first["loc"]), first["msg"]) from None


@lru_cache(maxsize=1)
def _landed_costs() -> TypeAdapter[LandedCost]:
    return TypeAdapter(LandedCost)


@lru_cache(maxsize=1)
def _consignments() -> TypeAdapter[Consignment]:
    return TypeAdapter(Consignment)
