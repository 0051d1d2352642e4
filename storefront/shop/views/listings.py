"""A page of products with the means to narrow it, as drops. Every choice is a link or a plain GET form.

A filter's field is the option's key with a dot before it (`.size=m`), so that no shop's option can collide with
`available`, `price_min`, `price_max`, `sort`, `page` and `q`. Several values of one field are separated by commas.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from urllib.parse import urlencode

from storefront import localization
from storefront.catalog import Filters, Sort
from storefront.catalog import Listing as FoundListing
from storefront.money import Money, currency
from storefront.shop.request import ShopRequest
from storefront.shop.views.paging import asked_page, pagination
from storefront.shop.views.products import cards
from themes.engine.drops import Facet, FacetValue, Link, Listing, PriceFacet, SortChoice

AVAILABLE = "available"
SEPARATOR = ","
_OPTION_MARK = "."
_BY_PRICE = (Sort.PRICE_ASCENDING, Sort.PRICE_DESCENDING)

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a list. `fields` are its filters in a stable order, without sort and page."""

    fields: Fields
    sort: Sort | None
    page: int

    @property
    def options(self) -> dict[str, tuple[str, ...]]:
        return {
            name.removeprefix(_OPTION_MARK): tuple(value.split(SEPARATOR))
            for name, value in self.fields
            if name.startswith(_OPTION_MARK)
        }

    def value(self, name: str) -> str:
        return dict(self.fields).get(name, "")

    @property
    def is_filtered(self) -> bool:
        return bool(self.fields) or self.sort is not None


def asked(request: ShopRequest) -> Asked:
    """Read the address. What makes no sense is passed over: a mistyped filter shows the list, not an error.

    Where prices are on request, asking for them makes no sense either.
    """
    query, is_enquiry = request.query, request.view.is_enquiry
    known = (AVAILABLE,) if is_enquiry else (AVAILABLE, "price_min", "price_max")
    fields = sorted(
        (name, value) for name, value in query.items() if value and (name.startswith(_OPTION_MARK) or name in known)
    )
    sort = query.get("sort", "")
    return Asked(
        fields=tuple(fields),
        sort=Sort(sort) if sort in _told(request, Sort) else None,
        page=asked_page(request),
    )


def _told(request: ShopRequest, sorts: Iterable[Sort]) -> list[Sort]:
    """Of the orders those that tell no more than the view does."""
    return [each for each in sorts if not (request.view.is_enquiry and each in _BY_PRICE)]


def filters(
    request: ShopRequest,
    wanted: Asked,
    *,
    collection_id: int | None = None,
    product_ids: tuple[int, ...] | None = None,
) -> Filters:
    """What the address asks for as the catalogue is asked, within a collection or among products found."""
    return Filters(
        collection_id=collection_id,
        product_ids=product_ids,
        options=wanted.options,
        is_available=wanted.value(AVAILABLE) == "1",
        price_min=_minor(request, wanted.value("price_min")),
        price_max=_minor(request, wanted.value("price_max")),
    )


def listing(
    request: ShopRequest, found: FoundListing, wanted: Asked, *, sorts: Iterable[Sort], sort: Sort, keep: Fields = ()
) -> Listing:
    """`sorts` are the orders on offer and `sort` the one in force; `keep` are fields that every link carries on."""
    page = _Addresses(request, wanted, keep)
    words = localization.words(request.view.language)
    total_text = localization.format_number(found.total, request.view.locale)
    return Listing(
        products=cards(request, found.cards),
        total=found.total,
        total_text=words.ngettext("%(count)s product", "%(count)s products", found.total) % {"count": total_text},
        facets=(*_availability(request, found, page), *_options(request, found, page)),
        price_facet=_price_facet(request, found, wanted),
        active_filters=tuple(_active(request, found, page)),
        clear_url=page.with_fields(()) if wanted.fields else "",
        sort_choices=tuple(
            SortChoice(each.value, page.with_sort(each), each is sort) for each in _told(request, sorts)
        ),
        pagination=pagination(request, found.page, found.last_page, page.with_page),
        form_action=request.address(request.path),
        form_fields=(*keep, *wanted.fields, *page.sort_field),
    )


class _Addresses:
    """The addresses of this list with something changed; the page number starts over with every change."""

    def __init__(self, request: ShopRequest, wanted: Asked, keep: Fields) -> None:
        self._path = request.address(request.path)
        self._keep = keep
        self.fields = wanted.fields
        self.sort_field: Fields = (("sort", wanted.sort.value),) if wanted.sort else ()

    def with_fields(self, fields: Fields) -> str:
        return self._url((*self._keep, *fields, *self.sort_field))

    def with_sort(self, sort: Sort) -> str:
        return self._url((*self._keep, *self.fields, ("sort", sort.value)))

    def with_page(self, number: int) -> str:
        page: Fields = (("page", str(number)),) if number > 1 else ()
        return self._url((*self._keep, *self.fields, *self.sort_field, *page))

    def toggled(self, name: str, value: str) -> str:
        """With this value on if it was off, off if it was on."""
        values = dict(self.fields).get(name, "")
        chosen = values.split(SEPARATOR) if values else []
        chosen = [each for each in chosen if each != value] if value in chosen else [*chosen, value]
        rest = [(key, kept) for key, kept in self.fields if key != name]
        fields = sorted([*rest, (name, SEPARATOR.join(chosen))]) if chosen else rest
        return self.with_fields(tuple(fields))

    def without(self, *names: str) -> str:
        return self.with_fields(tuple((key, value) for key, value in self.fields if key not in names))

    def _url(self, fields: Fields) -> str:
        return f"{self._path}?{'&'.join([_written(*field) for field in fields])}" if fields else self._path


@lru_cache(maxsize=4_096)
def _written(name: str, value: str) -> str:
    """A field as it stands in an address. Each value that may be chosen repeats those that were chosen before."""
    return urlencode({name: value}, safe=SEPARATOR)


def _availability(request: ShopRequest, found: FoundListing, page: _Addresses) -> Iterable[Facet]:
    if not found.total and not page.fields:
        return
    words = localization.words(request.view.language)
    is_on = dict(page.fields).get(AVAILABLE) == "1"
    count = localization.format_number(found.available_count, request.view.locale)
    in_stock = FacetValue(words.gettext("In stock"), page.toggled(AVAILABLE, "1"), count, is_on)
    yield Facet("availability", words.gettext("Availability"), (in_stock,))


def _options(request: ShopRequest, found: FoundListing, page: _Addresses) -> Iterable[Facet]:
    for facet in found.facets:
        values = tuple(
            FacetValue(
                title=value.title,
                url=page.toggled(_OPTION_MARK + facet.key, value.key),
                count_text=localization.format_number(value.count, request.view.locale),
                is_selected=value.is_selected,
                swatch=value.swatch,
            )
            for value in facet.values
        )
        yield Facet(facet.key, facet.title, values)


def _active(request: ShopRequest, found: FoundListing, page: _Addresses) -> Iterable[Link]:
    words = localization.words(request.view.language)
    chosen = dict(page.fields)
    if chosen.get(AVAILABLE) == "1":
        yield Link(words.gettext("In stock"), page.without(AVAILABLE))
    bounds = [_minor(request, chosen.get(name, "")) for name in ("price_min", "price_max")]
    if any(bound is not None for bound in bounds):
        low, high = (
            localization.format_price(Money(bound, request.view.currency), request.view.locale) if bound else ""
            for bound in bounds
        )
        yield Link(f"{low} – {high}".strip(), page.without("price_min", "price_max"))
    for facet in found.facets:
        for value in facet.values:
            if value.is_selected:
                yield Link(f"{facet.title}: {value.title}", page.toggled(_OPTION_MARK + facet.key, value.key))


def _price_facet(request: ShopRequest, found: FoundListing, wanted: Asked) -> PriceFacet | None:
    span = found.price_range
    if span is None or span.minimum_minor == span.maximum_minor:
        return None
    unit = 10 ** currency(span.currency).exponent
    return PriceFacet(
        minimum=str(span.minimum_minor // unit),
        maximum=str(-(-span.maximum_minor // unit)),
        chosen_minimum=wanted.value("price_min") if _minor(request, wanted.value("price_min")) is not None else "",
        chosen_maximum=wanted.value("price_max") if _minor(request, wanted.value("price_max")) is not None else "",
        currency_symbol=localization.currency_symbol(span.currency, request.view.locale),
    )


def _minor(request: ShopRequest, typed: str) -> int | None:
    """A whole or decimal amount as somebody typed it, in minor units; None if it is no such thing."""
    try:
        amount = Decimal(typed)
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 <= amount < 10**9:
        return None
    return int(amount.scaleb(currency(request.view.currency).exponent))
