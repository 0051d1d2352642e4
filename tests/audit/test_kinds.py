"""A page that nobody looks at can break every promise: each route and notice is audited or says why it is not."""

import inspect

from storefront.edge import notices
from storefront.shop.routes import PRIVATE_ROUTES, SHOP_ROUTES, VIEW_ROUTES
from tests.audit import kinds

ROUTES = [
    *(pattern for pattern, _ in SHOP_ROUTES),
    *(pattern for pattern, _ in VIEW_ROUTES),
    *(each.pattern for each in PRIVATE_ROUTES),
]


def test_every_route_is_looked_at_or_says_why_not() -> None:
    assert sorted([*kinds.PAGES, *kinds.NO_PAGES]) == sorted(ROUTES)


def test_every_public_page_is_looked_at() -> None:
    assert {pattern for pattern, _ in VIEW_ROUTES} <= kinds.PAGES.keys()


def test_every_notice_of_the_edge_is_looked_at() -> None:
    found = inspect.getmembers(notices, inspect.isfunction)
    assert sorted(kinds.NOTICES) == [name for name, each in found if each.__module__ == notices.__name__]


def test_a_kind_belongs_to_one_route() -> None:
    found = [kind for each in kinds.PAGES.values() for kind in each]
    assert len(found) == len(set(found))
    assert set(found) >= kinds.LIGHTHOUSE
