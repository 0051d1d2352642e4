"""The addresses that a shop's papers name: its seat, and where goods are sent back to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus

from starlette.responses import Response

from storefront import addresses, invoices, localization
from storefront.addresses import AddressForm, BadAddress
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from tenants import lifecycle
from tenants.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Card:
    """One of the addresses as the page shows it: its country's fields with their values, and what is wrong."""

    kind: str
    title: str
    hint: str
    country: str
    fields: list[tuple[addresses.AddressField, str]]
    errors: list[str]


class UnknownPlace(NotFound):
    """A shop has no address of this name."""


def look(request: AdminRequest) -> Response:
    """Both addresses; `?kind=` and `?country=` give the form of one the fields of another country."""
    return _page(request, request.query.get("kind", ""), country=request.query.get("country", ""))


def act(request: AdminRequest) -> Response:
    """Keep one of them, or forget it where nothing is in its street. Raises UnknownPlace."""
    form, kind = request.form, _kind(request.parameters["kind"])
    country, typed = form.text("country"), {name: form.text(name) for name in addresses.FIELDS}
    written: Mapping[str, object] = {}
    if typed["line1"].strip():
        try:
            needs_phone = kind is invoices.AddressKind.RETURNS
            written = asdict(addresses.checked_address(typed, country, needs_phone=needs_phone))
        except BadAddress as error:
            return _page(request, kind, country=country, typed=typed, fault=error)
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        invoices.set_seller_address(session, request.own_shop.tenant_id, kind, written)
    return see_other(f"/shops/{request.own_shop.slug}/addresses")


def _kind(name: str) -> invoices.AddressKind:
    try:
        return invoices.AddressKind(name)
    except ValueError as error:
        raise UnknownPlace(name[:20]) from error


def _page(
    request: AdminRequest,
    changed: str,
    *,
    country: str,
    typed: Mapping[str, object] | None = None,
    fault: BadAddress | None = None,
) -> Response:
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        tenant = lifecycle.tenant_by_id(session, request.own_shop.tenant_id)
        kept = invoices.seller_addresses(session)
    cards = []
    for kind in invoices.AddressKind:
        stored, is_changed = kept.get(kind, {}), kind == changed
        asked = country if is_changed and localization.is_country(country) else ""
        chosen = asked or str(stored.get("country") or tenant.country)
        form = addresses.address_form(chosen, request.language, needs_phone=kind is invoices.AddressKind.RETURNS)
        values = typed if is_changed and typed is not None else stored or {"name": tenant.name}
        errors = _errors(request, fault, chosen) if is_changed and fault else []
        title, hint = _told(request, kind)
        cards.append(Card(kind, title, hint, chosen, _fields(form, values), errors))
    facts = {"cards": cards, "countries": _countries(request.language)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    return render(request, "addresses.html", facts, status=status)


def _told(request: AdminRequest, kind: invoices.AddressKind) -> tuple[str, str]:
    """What the address is called, and what it is for."""
    _ = words(request.language).gettext
    if kind is invoices.AddressKind.RETURNS:
        return _("Address for returns"), _("Return slips name it. Without it, goods come back to the seat.")
    hint = _("Invoices and credit notes name it. Without it they name the country alone, which tax law may not accept.")
    return _("Seat of the business"), hint


def _countries(language: str) -> list[tuple[str, str]]:
    """Codes and names, by name."""
    named = ((code, localization.territory_name(code, language)) for code in localization.countries())
    return sorted(named, key=lambda pair: pair[1])


def _fields(form: AddressForm, values: Mapping[str, object]) -> list[tuple[addresses.AddressField, str]]:
    return [(each, str(values.get(each.name) or "")) for each in form.fields if each.name not in ("tax_id", "company")]


def _errors(request: AdminRequest, fault: BadAddress, country: str) -> list[str]:
    form = addresses.address_form(country, request.language) if localization.is_country(country) else None
    labels = {each.name: each.label for each in form.fields} if form else {}
    return [
        f"{labels.get(name, name)}: {addresses.reason_text(reason, country, request.language)}"
        for name, reason in fault.errors.items()
    ]
