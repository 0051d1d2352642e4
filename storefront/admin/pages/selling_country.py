"""Taxes and law of one destination: what holds there, and the shop's own figures and permits, each with its reason."""

from collections.abc import Callable, Mapping
from datetime import date
from http import HTTPStatus

from sqlmodel import Session
from starlette.responses import Response

from storefront import law, localization, tax
from storefront.admin.pages.selling import UnknownDeed
from storefront.admin.rendering import render
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.admin.selling_forms import BadFields, Reader, fault_texts
from storefront.admin.selling_views import destination_facts
from tenants.identity import Role
from tenants.kit import clock
from tenants.kit.errors import NotFound


class UnknownDestination(NotFound):
    """There is no such country."""


def look(request: AdminRequest) -> Response:
    """What is known of the country, and what the shop has set for it. Raises UnknownDestination."""
    return _page(request, {})


def act(request: AdminRequest) -> Response:
    """One deed, in one transaction. Raises UnknownDeed, UnknownDestination."""
    country, deed = _country(request), _DEEDS.get(request.form.text("do"))
    if deed is None:
        raise UnknownDeed(request.form.text("do"))
    if request.own_shop.role is not Role.OWNER:
        return _page(request, {}, HTTPStatus.FORBIDDEN)
    try:
        with request.services.database.tenant(request.own_shop.tenant_id) as session:
            deed(session, request, country)
    except BadFields as error:
        return _page(request, fault_texts(request, error.errors), HTTPStatus.UNPROCESSABLE_ENTITY)
    return see_other(f"{request.path}?saved=1")


def _country(request: AdminRequest) -> str:
    country = request.parameters["country"]
    if not localization.is_country(country):
        raise UnknownDestination(country[:10])
    return country


def _figures(session: Session, request: AdminRequest, country: str) -> None:
    """The shop's own rates of tax and duty."""
    form = Reader(request, "figures")
    vat, duty, starts, ends = form.rate("vat"), form.rate("duty"), form.first_day(), form.last_day()
    reason, fees = form.text("reason"), tuple(request.form.texts("figures-fee"))
    if vat is None and duty is None and not fees and "figures-vat" not in form.errors:
        form.errors.setdefault("figures-duty", "missing")
    form.check()
    try:
        tax.override(
            session,
            request.own_shop.tenant_id,
            tax.OwnFigures(
                country=country,
                valid_from=starts,
                valid_to=ends,
                reason=reason,
                vat_rate=vat,
                duty_rate=duty,
                fees_on=tuple(each[:40] for each in fees[:10]),
            ),
        )
    except tax.BadRule as error:
        raise form.refused(error) from error


def _end_figures(session: Session, request: AdminRequest, country: str) -> None:
    tax.end_override(session, country=country, valid_from=_day(request))


def _tariff(session: Session, request: AdminRequest, country: str) -> None:
    """A duty rate for goods whose code begins so."""
    form = Reader(request, "tariff")
    rate, code = form.rate("rate", needed=True), form.text("code", 20).replace(".", "").replace(" ", "")
    starts, ends, reason = form.first_day(), form.last_day(), form.text("reason")
    form.check()
    assert rate is not None
    try:
        own = tax.OwnRate(place=country, hs_prefix=code, rate=rate, valid_from=starts, valid_to=ends, reason=reason)
        tax.set_own_tariff_rate(session, request.own_shop.tenant_id, own)
    except tax.BadRule as error:
        raise form.refused(error) from error


def _end_tariff(session: Session, request: AdminRequest, country: str) -> None:
    code = request.form.text("code")
    tax.end_own_tariff_rate(session, place=country, hs_prefix=code, valid_from=_day(request))


def _permit(session: Session, request: AdminRequest, _country: str) -> None:
    form = Reader(request, "permit")
    rule, number, starts, ends = form.text("rule", 40), form.text("number", 100), form.first_day(), form.last_day()
    form.check()
    try:
        law.hold_permit(session, request.own_shop.tenant_id, rule_key=rule, number=number, days=(starts, ends))
    except law.BadGoodsRule as error:
        fault = {"days": ("until", "ends_first"), "number": ("number", "missing")}.get(error.field, ("rule", "unknown"))
        raise BadFields({form.named(fault[0]): fault[1]}) from error


def _use_held(session: Session, request: AdminRequest, country: str) -> None:
    """Charge the reduced rates that are not confirmed, on the shop's own word, from today on."""
    form = Reader(request, "held")
    reason = form.text("reason")
    form.check()
    tax.answer_for_rates(session, request.own_shop.tenant_id, country=country, reason=reason)


def _stop_held(session: Session, _request: AdminRequest, country: str) -> None:
    tax.stop_answering_for_rates(session, country=country)


_DEEDS: Mapping[str, Callable[[Session, AdminRequest, str], None]] = {
    "figures": _figures,
    "end-figures": _end_figures,
    "tariff": _tariff,
    "end-tariff": _end_tariff,
    "permit": _permit,
    "use-held": _use_held,
    "stop-held": _stop_held,
}


def _day(request: AdminRequest) -> date:
    """The first day of what is ended. Raises UnknownDeed."""
    try:
        return date.fromisoformat(request.form.text("from"))
    except ValueError as error:
        raise UnknownDeed(request.form.text("from")[:20]) from error


def _page(request: AdminRequest, errors: dict[str, str], status: HTTPStatus = HTTPStatus.OK) -> Response:
    country, today = _country(request), clock.now().date()
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        shown = destination_facts(session, country, request.language)
    facts = {
        **shown,
        "errors": errors,
        "typed": dict(request.form.fields) if errors else {},
        "saved": status == HTTPStatus.OK and request.query.get("saved") == "1",
        "is_owner": request.own_shop.role is Role.OWNER,
        "country": country,
        "name": localization.territory_name(country, request.language),
        "today": today.isoformat(),
    }
    return render(request, "selling-country.html", facts, status=status)
