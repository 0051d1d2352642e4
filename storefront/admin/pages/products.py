"""What a shop says of its products for customs and the law of sales: the list, and one product's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from storefront import catalog, harmonized, law, localization, search
from storefront.admin.countries import country_choices, sold_to
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.catalog import BadTradeData, TradeData, TradeProduct, TradeVariant
from storefront.harmonized import BadGoodsCode, Suggestion
from storefront.safety import Operator, ProductSafety
from storefront.withdrawal import AFTER_OPENING, NoWithdrawal
from tenants.kit import clock

_PAGE = 50
_ROLES = ("manufacturer", "responsible")
_PARTS = ("name", "address", "email")


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a destination says of the product. `country` leads to the page where a permit is written down."""

    country: str
    place: str
    text: str
    blocks: bool
    asks_permit: bool
    source: str
    url: str


def products_list(request: AdminRequest) -> Response:
    """The newest products, fifty at a time, with what is not known of them yet."""
    _ = words(request.language).gettext
    before, is_open = request.query.get("before", ""), request.query.get("list") == "open"
    begin = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    asked = request.query.get("q", "").strip()[:200]
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        found = catalog.trade_products(
            session, _languages(request), search=asked, only_open=is_open, page=(begin, _PAGE + 1)
        )
    facts = {
        "rows": [(each, _missing(request, each)) for each in found[:_PAGE]],
        "lists": [("all", _("All")), ("open", _("Something is missing"))],
        "chosen": "open" if is_open else "all",
        "search": asked,
        "older": found[_PAGE - 1].id if len(found) > _PAGE else None,
    }
    return render(request, "products.html", facts)


def look(request: AdminRequest) -> Response:
    """One product's trade data. Raises ProductNotFound."""
    return _page(request, _typed_of(_found(request)))


def act(request: AdminRequest) -> Response:
    """Keep what was typed, or say beside each field what is wrong with it. Raises ProductNotFound."""
    found = _found(request)
    errors: dict[str, str] = {}
    typed = {name: request.form.text(name) for name in _typed_of(found)}
    data = _data(request, found, typed, errors)
    try:
        with request.services.database.tenant(request.own_shop.tenant_id) as session:
            if errors:
                raise BadTradeData(errors)
            catalog.set_trade_data(session, request.own_shop.tenant_id, found.id, data)
            search.index_product(session, request.own_shop.tenant_id, found.id)
    except BadTradeData as error:
        return _page(request, typed, errors | error.errors)
    return see_other(f"{request.path}?saved=1")


def _found(request: AdminRequest) -> TradeProduct:
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        return catalog.trade_product(session, request.number, _languages(request))


def _languages(request: AdminRequest) -> tuple[str, ...]:
    return tuple(dict.fromkeys([request.language, *request.own_shop.languages]))


def _typed_of(found: TradeProduct) -> dict[str, str]:
    """The form's fields as they are filled now."""
    typed = {
        "hs_code": found.hs_code or "",
        "origin_country": found.origin_country or "",
        "material": found.material,
        "no_withdrawal": found.no_withdrawal,
        **{f"weight-{each.id}": str(each.weight_grams) for each in found.variants},
    }
    for role in _ROLES:
        who: Operator | None = getattr(found.safety, role)
        typed |= {f"{role}-{part}": getattr(who, part) if who else "" for part in _PARTS}
    return typed


def _data(request: AdminRequest, found: TradeProduct, typed: Mapping[str, str], errors: dict[str, str]) -> TradeData:
    """What was typed, as the catalogue takes it. What can not even be read goes into `errors`."""
    return TradeData(
        hs_code=_code(typed["hs_code"], errors),
        origin_country=typed["origin_country"] or None,
        material=typed["material"],
        no_withdrawal=_reason(typed["no_withdrawal"], errors),
        safety=ProductSafety(
            manufacturer=_operator("manufacturer", typed),
            responsible=_operator("responsible", typed),
            warnings={each: text for each in request.own_shop.languages if (text := _warning(request, each))},
        ),
        weights={each.id: _grams(request, each, typed, errors) for each in found.variants},
    )


def _code(written: str, errors: dict[str, str]) -> str | None:
    try:
        return harmonized.checked_code(written) if written else None
    except BadGoodsCode:
        errors["hs_code"] = "not_a_code"
        return None


def _reason(written: str, errors: dict[str, str]) -> NoWithdrawal | None:
    try:
        return NoWithdrawal(written) if written else None
    except ValueError:
        errors["no_withdrawal"] = "unknown"
        return None


def _operator(role: str, typed: Mapping[str, str]) -> Operator | None:
    """Nobody, where nothing was typed of them."""
    said = Operator(*(typed[f"{role}-{part}"] for part in _PARTS))
    return said if any((said.name, said.address, said.email)) else None


def _warning(request: AdminRequest, language: str) -> str:
    return request.form.text(f"warning-{language}").replace("\r\n", "\n")


def _grams(request: AdminRequest, variant: TradeVariant, typed: Mapping[str, str], errors: dict[str, str]) -> int:
    name = f"weight-{variant.id}"
    try:
        grams = localization.parse_decimal(typed[name] or "0", request.language)
    except localization.BadNumber:
        grams = None
    if grams is None or grams != int(grams):
        errors[name] = "not_a_weight"
        return 0
    return int(grams)


def _page(request: AdminRequest, typed: Mapping[str, str], errors: Mapping[str, str] | None = None) -> Response:
    language, found = request.language, _found(request)
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        countries = sold_to(session)
        facts = _facts(request, found, countries, law.standing_rules(session, countries, on=clock.now().date()))
        exceptions = [each for each in law.selling_rules(session) if each.kind == "withdrawal_exceptions"]
    warnings = found.safety.warnings
    shown = {
        "product": found,
        "typed": typed,
        "errors": {name: _fault_text(request, reason) for name, reason in (errors or {}).items()},
        "saved": not errors and request.query.get("saved") == "1",
        "countries": country_choices(language),
        "suggestions": [_suggestion(request, each) for each in _suggested(found)],
        "reasons": [_no_withdrawal(request, each) for each in NoWithdrawal],
        "exception_sources": sorted({(each.source_title, each.source_url) for each in exceptions}),
        "warnings": [
            (each, localization.autonym(each), _warning(request, each) if errors else warnings.get(each, ""))
            for each in request.own_shop.languages
        ],
        "facts": facts,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "product.html", shown, status=status)


def _suggested(found: TradeProduct) -> tuple[Suggestion, ...]:
    return harmonized.suggest_hs(found.title, found.material, found.product_type)


def _suggestion(request: AdminRequest, found: Suggestion) -> tuple[str, str, str]:
    """The code, what its heading is called, and which words led to it."""
    _ = words(request.language).gettext
    places = {
        "title": _("“%(word)s” in the title"),
        "product_type": _("“%(word)s” in the type"),
        "material": _("“%(word)s” in the material"),
    }
    why = [places[each.field] % {"word": localization.isolated(each.word)} for each in found.why]
    return found.hs6, found.title, localization.format_list(why, request.language)


def _no_withdrawal(request: AdminRequest, kind: NoWithdrawal) -> tuple[str, str]:
    _ = words(request.language).gettext
    text = localization.words(request.language).gettext(law.WITHDRAWAL_REASONS[kind])
    return kind.value, _("%(reason)s (once opened)") % {"reason": text} if kind in AFTER_OPENING else text


def _facts(
    request: AdminRequest, found: TradeProduct, countries: Sequence[str], rules: law.StandingRules
) -> list[_Fact]:
    """What the rules on goods say of the product, each once, under the rule's own place where it is a country."""
    goods = (law.Goods(str(found.id), found.hs_code, found.tags),)
    told = [each for findings in law.findings_by_country(rules, countries, goods).values() for each in findings]
    return [
        _Fact(
            country=country if (country := each.restriction.country).isalpha() and country != "EU" else "",
            place=place_name(request, each.restriction.country),
            text=localization.words(request.language).gettext(each.restriction.reason_key),
            blocks=each.blocks,
            asks_permit=each.restriction.status == "licensed",
            source=each.restriction.source_title,
            url=each.restriction.source_url,
        )
        for each in dict.fromkeys(told)
    ]


def place_name(request: AdminRequest, place: str) -> str:
    """A country, the union, or everywhere."""
    _ = words(request.language).gettext
    if place == "**":
        return _("Everywhere")
    return localization.territory_name(place, request.language)


def _missing(request: AdminRequest, row: catalog.TradeRow) -> list[str]:
    _ = words(request.language).gettext
    wanted = (
        (not row.hs_code, _("Customs code")),
        (not row.origin_country, _("Country of origin")),
        (row.lacks_weight, _("Weight")),
    )
    return [name for is_missing, name in wanted if is_missing]


def _fault_text(request: AdminRequest, reason: str) -> str:
    _ = words(request.language).gettext
    return {
        "not_a_code": _("A customs code has 6, 8, 10 or 12 digits, such as 6214.10, of a chapter that exists."),
        "not_a_country": _("Please choose a country from the list."),
        "not_a_weight": _("A weight is a whole number of grams, at most 10 tonnes."),
        "not_an_address": _("This is not an e-mail address."),
        "missing": _("Who answers for a product is named with name, postal address and e-mail address."),
        "too_long": _("This is too long."),
    }.get(reason, _("Please choose from the list."))
