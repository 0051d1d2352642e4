"""A shop's groups of customers: who is in them, by e-mail address, and what they pay less."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from http import HTTPStatus
from urllib.parse import urlencode

from sqlmodel import Session
from starlette.responses import Response

from storefront import customers, discounts, localization
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from tenants.identity import Role
from tenants.kit.errors import Denied, Invalid, NotFound

_PAGE = 100
_MOST_PASTED = 200


@dataclass(frozen=True, slots=True)
class _Offer:
    """A discount of the shop. `is_own`: this group gets it."""

    id: int
    name: str
    percent: str
    is_on: bool
    is_own: bool
    is_for_all: bool


class UnknownDeed(NotFound):
    """There is nothing of this name to do with groups."""


class OwnersOnly(Denied):
    """Staff put people into groups; what these pay less is the owner's to say."""


class BadAddresses(Invalid):
    """Some of the addresses that were pasted are none; nobody was added."""

    def __init__(self, bad: tuple[str, ...]) -> None:
        super().__init__(f"{len(bad)} are no addresses")
        self.bad = bad


def look(request: AdminRequest) -> Response:
    """All groups; with `?group=`, one of them."""
    return _page(request, _group_of_address(request))


def act(request: AdminRequest) -> Response:
    """One deed, in one transaction. Raises UnknownDeed."""
    deed = _DEEDS.get(request.form.text("do"))
    if deed is None:
        raise UnknownDeed(request.form.text("do"))
    try:
        group = customers.group_name(request.form.text("group"))
        if deed in (_give, _take, _new_discount) and request.own_shop.role is not Role.OWNER:
            raise OwnersOnly(group)
        with request.services.database.tenant(request.own_shop.tenant_id) as session:
            deed(session, request, group)
    except Invalid as error:
        shown = request.form.text("group") if request.form.text("do") != "create" else ""
        return _page(request, shown, _fault(request, error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except OwnersOnly:
        _ = words(request.language).gettext
        return _page(request, group, _("Only an owner of the shop decides on discounts."), HTTPStatus.FORBIDDEN)
    return see_other(f"/shops/{request.own_shop.slug}/groups?{urlencode({'group': group})}")


def _group_of_address(request: AdminRequest) -> str:
    return request.query.get("group", "").replace("\0", "")[: customers.MOST_GROUP]


def _add(session: Session, request: AdminRequest, group: str) -> None:
    """Everybody whose address was typed or pasted, or nobody. Raises BadAddresses."""
    written = request.form.text("emails").replace(",", " ").replace(";", " ").split()
    bad = tuple(each for each in written if not _is_email(each))
    if bad or not 0 < len(written) <= _MOST_PASTED:
        raise BadAddresses(bad)
    for email in written:
        customers.join_group(session, request.own_shop.tenant_id, email, group, language=request.own_shop.languages[0])


def _is_email(text: str) -> bool:
    try:
        customers.normal_email(text)
    except customers.BadEmail:
        return False
    return True


def _remove(session: Session, request: AdminRequest, group: str) -> None:
    customers.leave_group(session, request.form.text("email"), group)


def _give(session: Session, request: AdminRequest, group: str) -> None:
    discounts.give_to_group(session, _discount_id(request), group)


def _take(session: Session, request: AdminRequest, group: str) -> None:
    discounts.take_from_group(session, _discount_id(request), group)


def _new_discount(session: Session, request: AdminRequest, group: str) -> None:
    """So many per cent off everything, by itself."""
    title, percent = request.form.text("title")[:100], request.form.text("percent")
    new = discounts.NewDiscount(
        kind=discounts.DiscountKind.PERCENT,
        titles={request.own_shop.languages[0]: title},
        percent_off=int(percent) if percent.isascii() and percent.isdigit() and len(percent) <= 3 else 0,
        customer_groups=(group,),
    )
    discounts.create_discount(session, request.own_shop.tenant_id, new)


_DEEDS: Mapping[str, Callable[[Session, AdminRequest, str], None]] = {
    "create": _add,
    "add": _add,
    "remove": _remove,
    "give": _give,
    "take": _take,
    "new-discount": _new_discount,
}


def _discount_id(request: AdminRequest) -> int:
    written = request.form.text("discount")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0


def _page(request: AdminRequest, group: str, fault: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    after = request.query.get("after", "")
    older_than = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0
    language = request.language
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        counts, offers = customers.groups(session), discounts.discounts(session)
        members = customers.customers_in_group(session, group, after=older_than, limit=_PAGE + 1) if group else ()
    named = {name for each in offers for name in each.customer_groups}
    facts = {
        "fault": fault,
        "groups": [
            (name, urlencode({"group": name}), localization.format_number(counts.get(name, 0), language))
            for name in sorted({*counts, *named})
        ],
        "group": group,
        "members": [(each.email, each.name) for each in members[:_PAGE]],
        "more": members[_PAGE - 1].id if len(members) > _PAGE else None,
        "offers": [_offer(request, each, group) for each in offers],
        "typed": {name: request.form.text(name) for name in ("group", "emails", "title", "percent")},
        "most": customers.MOST_GROUP,
        "query": urlencode({"group": group}),
    }
    return render(request, "groups.html", facts, status=status)


def _offer(request: AdminRequest, found: discounts.Discount, group: str) -> _Offer:
    titles = [found.titles.get(each, "") for each in (request.language, *request.own_shop.languages)]
    title = next(filter(None, titles), "") or next(iter(found.titles.values()), "")
    return _Offer(
        id=found.id or 0,
        name=title or found.code or "",
        percent=localization.format_percent(Fraction(found.percent_off, 100), request.language)
        if found.kind == discounts.DiscountKind.PERCENT
        else "",
        is_on=found.is_enabled,
        is_own=group in found.customer_groups,
        is_for_all=not found.customer_groups,
    )


def _fault(request: AdminRequest, error: Invalid) -> str:
    """Why nothing was done."""
    _ = words(request.language).gettext
    if isinstance(error, BadAddresses):
        if not error.bad:
            return _("Please give at least one e-mail address, and at most %(most)s at once.") % {"most": _MOST_PASTED}
        bad = localization.format_list([localization.isolated(each[:80]) for each in error.bad[:5]], request.language)
        return _("These are no e-mail addresses: %(addresses)s. Nobody was added.") % {"addresses": bad}
    if isinstance(error, customers.BadGroup):
        return _("A group's name has 1 to %(most)s characters.") % {"most": customers.MOST_GROUP}
    return _("A discount needs a name, and from 1 to 100 per cent.")
