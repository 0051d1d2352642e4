"""The addresses that a shop's papers name: its seat, and where goods are sent back to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus

from starlette.responses import Response

from storefront import addresses, invoices, localization
from storefront.addresses import BadAddress
from storefront.admin.countries import country_choices
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.admin.views import address_rows
from storefront.invoices import AddressKind
from tenants import lifecycle
from tenants.identity import Role
from tenants.kit.errors import NotFound

_HIDDEN = ("tax_id", "company")  # of recipients: the seller's name and numbers stand on papers by themselves


class UnknownPlace(NotFound):
    """A shop has no address of this name."""


class UnknownDeed(NotFound):
    """There is nothing of this name to do with an address."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """The card that is being changed, as far as it was typed, and what is wrong with it by field."""

    kind: str = ""
    country: str = ""
    typed: Mapping[str, str] | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


def look(request: AdminRequest) -> Response:
    """Both addresses; `?kind=` and `?country=` give the form of one the fields of another country."""
    return _page(request, _Changed(request.query.get("kind", ""), request.query.get("country", "")))


def act(request: AdminRequest) -> Response:
    """Keep one of them, or forget it. Raises UnknownPlace, UnknownDeed."""
    kind, deed = _kind(request.parameters["kind"]), request.form.text("do")
    if deed not in ("keep", "forget"):
        raise UnknownDeed(deed[:20])
    if request.own_shop.role is not Role.OWNER:
        return _page(request, _Changed(), HTTPStatus.FORBIDDEN)
    written: Mapping[str, object] = {}
    if deed == "keep":
        country = request.form.text("country")
        typed = {name: request.form.text(name) for name in addresses.FIELDS if name not in _HIDDEN}
        try:
            written = asdict(addresses.checked_address(typed, country, needs_phone=_needs_phone(kind)))
        except BadAddress as error:
            errors = _error_texts(error, country, request.language)
            return _page(request, _Changed(kind, country, typed, errors), HTTPStatus.UNPROCESSABLE_ENTITY)
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        invoices.set_seller_address(session, request.own_shop.tenant_id, kind, written)
    return see_other(f"/shops/{request.own_shop.slug}/addresses?saved=1")


def _kind(name: str) -> AddressKind:
    try:
        return AddressKind(name)
    except ValueError as error:
        raise UnknownPlace(name[:20]) from error


def _needs_phone(kind: AddressKind) -> bool:
    return kind is AddressKind.RETURNS


def _error_texts(fault: BadAddress, country: str, language: str) -> dict[str, str]:
    return {name: addresses.reason_text(reason, country, language) for name, reason in fault.errors.items()}


def _page(request: AdminRequest, changed: _Changed, status: HTTPStatus = HTTPStatus.OK) -> Response:
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        tenant = lifecycle.tenant_by_id(session, request.own_shop.tenant_id)
        kept = invoices.seller_addresses(session)
    facts = {
        "cards": [_card(request, kind, kept.get(kind, {}), tenant, changed) for kind in AddressKind],
        "countries": country_choices(request.language),
        "has_errors": bool(changed.errors),
        "is_owner": request.own_shop.role is Role.OWNER,
        "saved": status == HTTPStatus.OK and request.query.get("saved") == "1",
    }
    return render(request, "addresses.html", facts, status=status)


def _card(
    request: AdminRequest,
    kind: AddressKind,
    stored: Mapping[str, object],
    tenant: lifecycle.Tenant,
    changed: _Changed,
) -> dict[str, object]:
    """One address, in the country that was asked for, else its own, else the shop's."""
    is_changed = kind == changed.kind
    asked = changed.country if is_changed and localization.is_country(changed.country) else ""
    country = asked or str(stored.get("country") or tenant.country)
    typed = changed.typed if is_changed else None
    values: Mapping[str, object] = (stored or {"name": tenant.name}) if typed is None else typed
    form = addresses.address_form(country, request.language, needs_phone=_needs_phone(kind))
    title, hint = _wording(request.language)[kind]
    return {
        "kind": kind.value,
        "title": title,
        "hint": hint,
        "country": country,
        "is_kept": bool(stored),
        "lines": address_rows(stored, request.language),
        "fields": [(each, str(values.get(each.name) or "")) for each in form.fields if each.name not in _HIDDEN],
        "errors": {f"{kind.value}-{name}": text for name, text in changed.errors.items()} if is_changed else {},
    }


def _wording(language: str) -> Mapping[AddressKind, tuple[str, str]]:
    """What each address is called, and what it is for."""
    _ = words(language).gettext
    return {
        AddressKind.SEAT: (
            _("Seat of the business"),
            _(
                "Invoices and credit notes name it. Without it they name the country alone,"
                " which tax law may not accept."
            ),
        ),
        AddressKind.RETURNS: (
            _("Address for returns"),
            _("Return slips name it. Without it, goods come back to the seat."),
        ),
    }
