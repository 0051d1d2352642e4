"""A shop's discounts: which there are and how often they were used, and a form to make, change and stop one."""

from collections.abc import Mapping
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import catalog, customers, discounts, localization
from storefront.admin.discount_form import (
    MOST_TITLE,
    BadForm,
    Choices,
    Typed,
    discount_of,
    typed_from,
    typed_in,
    unreadable_amounts,
)
from storefront.admin.discount_views import discount_row, fault_words, kind_words
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.discounts import BadDiscount, CodeTaken, Discount, DiscountKind
from tenants.identity import Role
from tenants.kit.errors import NotFound

_PAGE = 50


class UnknownDeed(NotFound):
    """There is nothing of this name to do with a discount."""


def discounts_list(request: AdminRequest) -> Response:
    """The newest fifty, or fifty older ones."""
    before = request.query.get("before", "")
    older_than = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        found = discounts.discounts_page(session, before=older_than, limit=_PAGE + 1)
    facts = {
        "rows": [discount_row(each, request.language, request.own_shop.languages) for each in found[:_PAGE]],
        "kinds": kind_words(request.language),
        "older": found[_PAGE - 1].id if len(found) > _PAGE else None,
        "is_owner": _is_owner(request),
    }
    return render(request, "discounts.html", facts)


def look_at_new(request: AdminRequest) -> Response:
    """An empty form for a discount of the kind in the address."""
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        return _page(session, request, None, Typed(percent_off="100" if _kind(request) != "percent" else ""))


def look(request: AdminRequest) -> Response:
    """A discount as it stands, in the form that changes it. Raises DiscountNotFound."""
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        found = discounts.discount_by_id(session, request.number)
        return _page(session, request, found, typed_from(session, found, request.own_shop.languages, request.language))


def make(request: AdminRequest) -> Response:
    """Keep a new discount, or show what is wrong with it."""
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        return _kept(session, request, None)


def act(request: AdminRequest) -> Response:
    """Change a discount, stop it or let it go on. Raises DiscountNotFound, UnknownDeed."""
    deed = request.form.text("do")
    if deed not in ("keep", "stop", "resume"):
        raise UnknownDeed(deed)
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        found = discounts.discount_by_id(session, request.number)
        if deed == "keep":
            return _kept(session, request, found)
        if not _is_owner(request):
            return _refused(session, request, found)
        discounts.set_discount_enabled(session, request.number, deed == "resume")
    return see_other(request.path)


def _kept(session: Session, request: AdminRequest, found: Discount | None) -> Response:
    if not _is_owner(request):
        return _refused(session, request, found)
    choices = _choices(session, request, found)
    typed, kind = typed_in(request.form, choices), DiscountKind(found.kind if found else _kind(request))
    try:
        new = discount_of(session, kind, typed, choices, request.language)
        if found is None:
            discounts.create_discount(session, request.own_shop.tenant_id, new)
        else:
            discounts.change_discount(session, found.id or 0, new)
    except BadForm as error:
        return _page(session, request, found, typed, faults=error.faults)
    except BadDiscount as error:
        return _page(session, request, found, typed, faults={error.field: error.reason})
    except CodeTaken:
        return _page(session, request, found, typed, faults={"code": "is taken"})
    return see_other(f"/shops/{request.own_shop.slug}/discounts")


def _refused(session: Session, request: AdminRequest, found: Discount | None) -> Response:
    typed = typed_in(request.form, _choices(session, request, found))
    return _page(session, request, found, typed, status=HTTPStatus.FORBIDDEN)


def _is_owner(request: AdminRequest) -> bool:
    return request.own_shop.role is Role.OWNER


def _kind(request: AdminRequest) -> str:
    asked = request.form.text("kind") or request.query.get("kind", "")
    return asked if asked in kind_words(request.language) else DiscountKind.PERCENT


def _choices(session: Session, request: AdminRequest, found: Discount | None) -> Choices:
    """Everything there is, and what the discount is limited to though it is gone, so that no limit falls away."""
    languages = request.own_shop.languages
    markets = localization.markets(session)
    known = [*found.amounts_off, *found.minimums] if found else []
    return Choices(
        languages=languages,
        currencies=tuple(dict.fromkeys([*(each.currency for each in markets), *known])),
        collections=_named(
            found.collection_ids if found else [],
            {number: _title(titles, request) for number, titles in catalog.collection_titles(session).items()},
        ),
        markets=_named(
            found.market_ids if found else [], {each.id or 0: _title(each.names, request) for each in markets}
        ),
        products=frozenset([*found.product_ids, *found.gift_product_ids] if found else ()),
        groups={each: each for each in sorted({*customers.groups(session), *(found.customer_groups if found else ())})},
    )


def _named(chosen: list[int], known: Mapping[int, str]) -> dict[str, str]:
    return {str(number): known.get(number, f"#{number}") for number in dict.fromkeys([*known, *chosen])}


def _title(titles: Mapping[str, str], request: AdminRequest) -> str:
    wanted = (request.language, *request.own_shop.languages)
    return next((titles[each] for each in wanted if titles.get(each)), "") or next(iter(titles.values()), "")


def _page(
    session: Session,
    request: AdminRequest,
    found: Discount | None,
    typed: Typed,
    *,
    faults: Mapping[str, str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The form. With faults nothing was kept, and each stands beside its field."""
    _ = words(request.language).gettext
    kind = found.kind if found else _kind(request)
    facts = {
        "row": discount_row(found, request.language, request.own_shop.languages) if found else None,
        "kind": kind,
        "kind_text": kind_words(request.language)[kind],
        "typed": typed,
        "choices": _choices(session, request, found),
        "language_names": {
            each: (localization.autonym(each), "rtl" if localization.is_right_to_left(each) else "ltr")
            for each in request.own_shop.languages
        },
        "faults": fault_words(faults or {}, request.language, used_so_far=found.used if found else 0),
        "bad_amounts": unreadable_amounts(typed.amounts_off, request.language) if faults else (),
        "bad_minimums": unreadable_amounts(typed.minimums, request.language) if faults else (),
        "is_owner": _is_owner(request),
        "is_refused": status is HTTPStatus.FORBIDDEN,
        "most_title": MOST_TITLE,
        "most_code": discounts.MOST_CODE,
    }
    return render(request, "discount.html", facts, status=HTTPStatus.UNPROCESSABLE_ENTITY if faults else status)
