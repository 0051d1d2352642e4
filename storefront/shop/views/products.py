"""Products as drops: cards in lists, and the page of one."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from markupsafe import Markup

from storefront import cart, localization
from storefront.catalog import Card, ProductPage, ShownOption, ShownVariant
from storefront.shop.request import ShopRequest
from storefront.shop.views.pictures import images
from storefront.shop.views.prices import price
from themes.engine.drops import BuyForm, Link, Option, OptionValue, Product, ProductCard, Swatch, Variant

FEW_LEFT = 5


def card(request: ShopRequest, found: Card) -> ProductCard:
    """A product as lists show it; its second picture, where it has one, is for whoever points at it."""
    pictures = images(request, found.images)
    return ProductCard(
        title=found.title,
        url=request.address(f"/products/{found.handle}"),
        vendor=found.vendor,
        image=pictures[0] if pictures else None,
        hover_image=pictures[1] if len(pictures) > 1 else None,
        price=price(request, found.offer, net=found.net, is_from=found.is_from),
        is_available=found.is_available,
        is_new=found.is_new,
        swatches=tuple(Swatch(each.key, each.title, each.swatch) for each in found.swatches),
    )


def cards(request: ShopRequest, found: Iterable[Card]) -> tuple[ProductCard, ...]:
    """The same of many, in their order."""
    return tuple(card(request, each) for each in found)


def product(
    request: ShopRequest, found: ProductPage, description: Markup, destination_notes: tuple[str, ...] = ()
) -> Product:
    """The page of a product with one variant selected: the address's, else the first that is to be had.

    `description` is the product's text as this view links it.
    """
    chosen = selected_variant(found, request.query)
    variants = {variant.id: _variant(request, found, variant) for variant in found.variants}
    url = request.address(f"/products/{found.handle}")
    return Product(
        title=found.title,
        url=url,
        vendor=found.vendor,
        product_type=found.product_type,
        description=description,
        images=images(request, found.images),
        options=tuple(_option(found, option, chosen, url) for option in found.options),
        variants=tuple(variants.values()),
        selected=variants[chosen.id],
        selected_image_index=chosen.image_index or 0,
        tags=found.tags,
        material=found.material,
        weight_text=localization.format_weight(chosen.weight_grams, request.view.locale) if chosen.weight_grams else "",
        origin_country=(
            localization.territory_name(found.origin_country, request.view.locale) if found.origin_country else ""
        ),
        collections=tuple(
            Link(each.title, request.address(f"/collections/{each.handle}")) for each in found.collections
        ),
        enquiry_url=_enquiry(request, found, variants[chosen.id]),
        destination_notes=destination_notes,
        buy=_buy(request, chosen),
        alert_url=_alert(request, chosen),
    )


def selected_variant(found: ProductPage, query: Mapping[str, str]) -> ShownVariant:
    """The variant that answers the address's choices best; ties go to one that is to be had, then to the first."""
    wanted = {option.key: query[option.key] for option in found.options if option.key in query}

    def fit(variant: ShownVariant) -> tuple[int, bool]:
        met = sum(variant.answers.get(key) == value for key, value in wanted.items())
        return met, variant.is_available

    return max(found.variants, key=fit)


def _variant(request: ShopRequest, found: ProductPage, variant: ShownVariant) -> Variant:
    left = variant.left if variant.is_tracked and 0 < variant.left <= FEW_LEFT else None
    return Variant(
        id=str(variant.id),
        title=" / ".join(_answers_in_words(found, variant)),
        sku=variant.sku,
        price=price(request, variant.offer, net=variant.net),
        is_available=variant.is_available,
        stock_left=left if variant.is_available else None,
        is_back_order=variant.is_back_order,
        back_order_text=shipping_time(request, variant.ships_within_days) if variant.is_back_order else "",
    )


def shipping_time(request: ShopRequest, days: int | None) -> str:
    """By when something that is not there yet leaves; empty where nothing is promised."""
    if days is None:
        return ""
    time = localization.format_unit(days, "day", request.view.locale, "long")
    return localization.words(request.view.language).gettext("Ships within %(time)s") % {"time": time}


def _buy(request: ShopRequest, chosen: ShownVariant) -> BuyForm | None:
    if chosen.offer is None or not chosen.is_available:
        return None
    is_limited = chosen.is_tracked and not chosen.takes_back_orders
    most = min(chosen.left, cart.MOST_OF_ONE) if is_limited else cart.MOST_OF_ONE
    return BuyForm(request.address("/cart"), str(chosen.id), most)


def _alert(request: ShopRequest, chosen: ShownVariant) -> str:
    if chosen.offer is None or chosen.is_available or request.view.is_enquiry or request.shop.is_previewed:
        return ""
    return f"{request.address('/account/tell-me')}?{urlencode({'variant': chosen.id})}"


def _answers_in_words(found: ProductPage, variant: ShownVariant) -> Iterable[str]:
    for option in found.options:
        titles = {value.key: value.title for value in option.values}
        yield titles.get(variant.answers.get(option.key, ""), "")


def _option(found: ProductPage, option: ShownOption, chosen: ShownVariant, url: str) -> Option:
    values = []
    for value in option.values:
        answers = {**chosen.answers, option.key: value.key}
        exact = next((each for each in found.variants if each.answers == answers), None)
        values.append(
            OptionValue(
                key=value.key,
                title=value.title,
                url=f"{url}?{urlencode(answers)}",
                is_selected=chosen.answers.get(option.key) == value.key,
                is_available=exact is not None and exact.is_available,
                swatch=value.swatch,
            )
        )
    return Option(option.key, option.title, tuple(values))


def _enquiry(request: ShopRequest, found: ProductPage, variant: Variant) -> str:
    """Where one asks: the form for a price, or a mail to the shop with its subject filled in (RFC 6068)."""
    if request.view.is_enquiry:
        return f"{request.address('/enquiry')}?{urlencode({'product': found.handle, 'variant': variant.id})}"
    name = f"{found.title} ({variant.title})" if variant.title else found.title
    subject = localization.words(request.view.language).gettext("Question about %(product)s") % {"product": name}
    body = request.absolute(f"/products/{found.handle}")
    address = quote(request.shop.email, safe="@")
    return f"mailto:{address}?subject={quote(subject)}&body={quote(body)}"
