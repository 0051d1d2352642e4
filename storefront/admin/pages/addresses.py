"""The addresses that a shop's papers name: its seat, and where goods are sent back to."""

from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus

from starlette.responses import Response

from storefront import addresses, invoices, localization
from storefront.addresses import AddressForm, BadAddress
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from tenants import lifecycle
from tenants.kit.errors import NotFound


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
    _ = words(request.language).gettext
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        tenant = lifecycle.tenant_by_id(session, request.own_shop.tenant_id)
        kept = invoices.seller_addresses(session)
    cards = []
    for kind, title, hint in (
        (
            invoices.AddressKind.SEAT,
            _("Seat of the business"),
            _(
                "Invoices and credit notes name it. Without it they name the country alone,"
                " which tax law may not accept."
            ),
        ),
        (
            invoices.AddressKind.RETURNS,
            _("Address for returns"),
            _("Return slips name it. Without it, goods come back to the seat."),
        ),
    ):
        stored = kept.get(kind, {})
        is_changed = kind == changed
        asked = country if is_changed and localization.is_country(country) else ""
        chosen = asked or str(stored.get("country") or tenant.country)
        form = addresses.address_form(chosen, request.language, needs_phone=kind is invoices.AddressKind.RETURNS)
        values = typed if is_changed and typed is not None else stored or {"name": tenant.name}
        cards.append(
            {
                "kind": kind.value,
                "title": title,
                "hint": hint,
                "country": chosen,
                "fields": _fields(form, values),
                "errors": _errors(request, fault, chosen) if is_changed and fault else [],
            }
        )
    countries = sorted(
        ((code, localization.territory_name(code, request.language)) for code in localization.countries()),
        key=lambda pair: pair[1],
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    return render(request, "addresses.html", {"cards": cards, "countries": countries}, status=status)


def _fields(form: AddressForm, values: Mapping[str, object]) -> list[tuple[addresses.AddressField, str]]:
    return [(each, str(values.get(each.name) or "")) for each in form.fields if each.name not in ("tax_id", "company")]


def _errors(request: AdminRequest, fault: BadAddress, country: str) -> list[str]:
    form = addresses.address_form(country, request.language) if localization.is_country(country) else None
    labels = {each.name: each.label for each in form.fields} if form else {}
    return [
        f"{labels.get(name, name)}: {addresses.reason_text(reason, country, request.language)}"
        for name, reason in fault.errors.items()
    ]
