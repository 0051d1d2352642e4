"""What CloudFront keeps, and what it must not, held to the routes that the application has."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

from storefront.shop import preview
from storefront.shop.routes import PRIVATE_ROUTES, SHOP_ROUTES, VIEW_ROUTES

EDGE = Path(__file__).parents[2] / "infra" / "modules" / "edge" / "main.tf"
VIEWS = ("", "/ar-mena", "/zh-hans-cn")


def never_kept() -> list[str]:
    """The path patterns of the behaviours that keep nothing, as Terraform makes them from its list."""
    text = EDGE.read_text(encoding="utf-8")
    listed = re.search(r"(?m)^  own +=( \[[^\]]+\])$", text)
    assert listed is not None
    assert 'personal = flatten([for path in local.own : ["/${path}*", "/*/${path}*"]])' in text
    assert 'never    = concat(local.personal, ["/-/*"])' in text
    own = re.findall(r'"([a-z-]+)"', listed[1])
    return [each for path in own for each in (f"/{path}*", f"/*/{path}*")] + ["/-/*"]


def is_kept(address: str) -> bool:
    """CloudFront's patterns know * and ?, and * goes over slashes, as fnmatch has it. The first that fits counts."""
    return fnmatchcase(address, "/-/own/*") or not any(fnmatchcase(address, pattern) for pattern in never_kept())


def addresses(pattern: str) -> list[str]:
    return [view + re.sub(r"\{[^}]+\}", "shawl", pattern) for view in VIEWS]


def test_no_page_of_a_visitors_own_is_kept() -> None:
    kept = [each for route in PRIVATE_ROUTES for each in addresses(route.pattern) if is_kept(each)]
    assert kept == [], "infra/modules/edge/main.tf, local.own lacks them"
    assert not is_kept(f"{preview.BASE}token/")


def test_every_public_page_is_kept_as_long_as_it_says() -> None:
    public = [pattern for pattern, _ in SHOP_ROUTES]
    public += [each for pattern, _ in VIEW_ROUTES for each in addresses(pattern)]
    assert [each for each in public if not is_kept(each)] == []


def test_nothing_in_the_list_is_left_over() -> None:
    begins = {route.pattern.split("/")[1] for route in PRIVATE_ROUTES}
    assert {each.strip("/*") for each in never_kept()} - {"-"} == begins
