"""Turning pages: the number in the address, and the links to the others."""

from collections.abc import Callable

from storefront import localization
from storefront.shop.request import ShopRequest
from themes.engine.drops import Link, Pagination

_AROUND = 2
_LONGEST_NUMBER = 5


def asked_page(request: ShopRequest) -> int:
    """The address's page number; the first one where it says nothing sensible."""
    typed = request.query.get("page", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_NUMBER else 1


def plain_address(request: ShopRequest) -> Callable[[int], str]:
    """Addresses of pages for a list without filters."""
    path = request.address(request.path)
    return lambda number: f"{path}?page={number}" if number > 1 else path


def pagination(request: ShopRequest, current: int, last: int, address: Callable[[int], str]) -> Pagination | None:
    """Links to the first, the last and the nearest pages; None when there is but one."""
    if last < 2:
        return None
    near = {1, last, *range(current - _AROUND, current + _AROUND + 1)}
    links: list[Link] = []
    before = 0
    for number in sorted(each for each in near if 1 <= each <= last):
        if number > before + 1:
            links.append(Link("…", ""))
        title = localization.format_number(number, request.view.locale)
        links.append(Link(title, address(number), is_current=number == current))
        before = number
    return Pagination(
        current=current,
        last=last,
        previous_url=address(current - 1) if current > 1 else "",
        next_url=address(current + 1) if current < last else "",
        pages=tuple(links),
    )
