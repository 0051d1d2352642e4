"""Whether a request fits what stripe-python, generated from Stripe's own description, says that an endpoint takes."""

import sys
import typing
from functools import lru_cache
from typing import Any

import stripe
import typing_extensions
from pydantic import ConfigDict, TypeAdapter, ValidationError
from stripe._request_options import RequestOptions

from storefront.standins.stripe.forms import Tree
from storefront.standins.stripe.refusals import bad

# The library's dicts hold its own options too. Those travel as headers, and have no place in a body.
_OPTIONS = frozenset(RequestOptions.__annotations__)


def checked(shape: type, tree: Tree) -> Tree:
    """The parameters with their types. Raises Refused for an unknown name, a missing one or a wrong value."""
    if misplaced := _OPTIONS & tree.keys():
        name = min(misplaced)
        raise bad(f"Received unknown parameter: {name}", param=name, code="parameter_unknown")
    try:
        fitting: Tree = adapter(shape).validate_python(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = [str(part) for part in first["loc"] if not str(part).startswith(("function-", "union-"))]
        name = (where[0] + "".join(f"[{part}]" for part in where[1:])) if where else ""
        code = {"extra_forbidden": "parameter_unknown", "missing": "parameter_missing"}.get(first["type"])
        raise bad(f"{first['msg']}: {name}", param=name, code=code or "parameter_invalid") from None
    return fitting


@lru_cache(maxsize=64)
def adapter(shape: type) -> TypeAdapter[Any]:  # Any: one of many shapes
    """The library's own shape, made to refuse what it does not know."""
    module = sys.modules[shape.__module__]
    for each in vars(module).values():
        if isinstance(each, type) and issubclass(each, dict) and hasattr(each, "__required_keys__"):
            strict = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
            each.__pydantic_config__ = strict  # type: ignore[attr-defined]
    adapter: TypeAdapter[Any] = TypeAdapter(shape)
    names = {"StripeContext": stripe.StripeContext, **vars(typing), **vars(typing_extensions), **vars(module)}
    adapter.rebuild(force=True, raise_errors=True, _types_namespace=names)
    return adapter
