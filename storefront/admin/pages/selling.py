"""Taxes and law, in the small: where the shop sells, what it is registered for, and what is held off."""

from http import HTTPStatus

from starlette.responses import Response

from storefront import catalog, law, localization, tax
from storefront.admin.countries import country_choices, named, sold_to
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.admin.selling_forms import BadFields, Reader, fault_texts
from storefront.admin.selling_views import standard_tax
from storefront.admin.selling_wording import registration_words
from storefront.tax import REGISTRATION_KINDS, TaxRegistration
from tenants.identity import Role
from tenants.kit import clock
from tenants.kit.errors import NotFound


class UnknownDeed(NotFound):
    """There is nothing of this name to do with taxes and law."""


def look(request: AdminRequest) -> Response:
    """Every destination of the shop's markets, and the shop's registrations."""
    return _page(request, {})


def act(request: AdminRequest) -> Response:
    """Write down a registration, or say that one has ended. Raises UnknownDeed, NoSuchRegistration."""
    deed = {"register": _register, "end": _end}.get(request.form.text("do"))
    if deed is None:
        raise UnknownDeed(request.form.text("do"))
    if request.own_shop.role is not Role.OWNER:
        return _page(request, {}, HTTPStatus.FORBIDDEN)
    try:
        deed(request)
    except BadFields as error:
        return _page(request, fault_texts(request, error.errors), HTTPStatus.UNPROCESSABLE_ENTITY)
    return see_other(f"{request.path}?saved=1")


def _register(request: AdminRequest) -> None:
    form, tenant_id = Reader(request, "register"), request.own_shop.tenant_id
    kind = REGISTRATION_KINDS.get(form.optional("kind"))
    if kind is None:
        form.errors[form.named("kind")] = "unknown"
    number, days = form.text("number", 40), (form.first_day(), form.last_day())
    form.check()
    assert kind is not None
    try:
        with request.services.database.tenant(tenant_id) as session:
            country = kind.country or form.optional("country")
            tax.register(session, tenant_id, kind=kind.kind, country=country, number=number, days=days)
    except (tax.BadRegistration, tax.OverlappingPeriods) as error:
        raise form.refused(error) from error


def _end(request: AdminRequest) -> None:
    """Until today, or to the day that was chosen."""
    written = request.form.text("registration")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0
    form = Reader(request, f"end-{number}")
    last = form.last_day() or clock.now().date()
    form.check()
    try:
        with request.services.database.tenant(request.own_shop.tenant_id) as session:
            tax.end_registration(session, number, last_day=last)
    except tax.BadRegistration as error:
        raise BadFields({form.named("until"): "ends_first"}) from error


def _page(request: AdminRequest, errors: dict[str, str], status: HTTPStatus = HTTPStatus.OK) -> Response:
    language, today = request.language, clock.now().date()
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        countries = sold_to(session)
        closed = law.closed_countries(session)
        rules = tax.rules_by_country(session, countries, today)
        held = tax.held_rates(session, countries, catalog.goods_codes(session), today)
        registered = tax.registrations(session)
    _ = words(language).gettext
    marks = {code: [_("Closed by the platform")] for code in closed}
    for code in countries:
        rule = rules.get(code)
        if rule is None:
            marks.setdefault(code, []).append(_("No rule known"))
        elif tax.is_stale(rule.as_of, today):
            marks.setdefault(code, []).append(_("Not checked for 90 days"))
    for code in dict.fromkeys(each.place for each in held):
        marks.setdefault(code, []).append(_("A reduced rate is held off"))
    facts = {
        "errors": errors,
        "saved": status == HTTPStatus.OK and request.query.get("saved") == "1",
        "is_owner": request.own_shop.role is Role.OWNER,
        "destinations": [
            (code, name, standard_tax(rules[code], language) if code in rules else "", marks.get(code, []))
            for code, name in named(countries, language)
        ],
        "registrations": [_registration(request, each) for each in registered],
        "kinds": list(registration_words(language).items()),
        "countries": country_choices(language),
        "typed": dict(request.form.fields) if errors else {},
        "today": today.isoformat(),
    }
    return render(request, "selling.html", facts, status=status)


def _registration(request: AdminRequest, held: TaxRegistration) -> dict[str, object]:
    language, today = request.language, clock.now().date()
    place = localization.territory_name(held.country, language) if held.country else ""
    return {
        "id": held.id,
        "kind": registration_words(language).get(held.kind, held.kind),
        "place": "" if REGISTRATION_KINDS[held.kind].country else place,
        "number": held.number,
        "is_secret": REGISTRATION_KINDS[held.kind].is_secret,
        "from": localization.format_date(held.valid_from, language),
        "until": localization.format_date(held.valid_to, language) if held.valid_to else "",
        "is_over": held.valid_to is not None and held.valid_to < today,
        "first": held.valid_from.isoformat(),
    }
