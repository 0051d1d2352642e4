"""One product."""

from typing import Any

from starlette.responses import Response

from storefront import catalog, richtext
from storefront.catalog import ProductPage, ShownVariant
from storefront.shop import seo
from storefront.shop.inner_links import text_in_view
from storefront.shop.rendering import audience, render_page
from storefront.shop.request import ShopRequest
from storefront.shop.responses import moved
from storefront.shop.seo import PageFacts
from storefront.shop.views import destinations, frame, products
from storefront.shop.views.prices import unit_price
from themes.engine.drops import Link, Product, Variant

BASE = "/products"
# UN/CEFACT Recommendation 20, as schema.org asks for it, by CLDR's names; C62 is one of a thing.
_UNIT_CODES = {
    "mass-kilogram": "KGM",
    "mass-gram": "GRM",
    "volume-liter": "LTR",
    "volume-milliliter": "MLT",
    "length-meter": "MTR",
    "": "C62",
}


def product(request: ShopRequest) -> Response:
    """One product, with the variant that the address asks for. A handle that has moved leads to the new one.

    Raises ProductNotFound.
    """
    handle = request.parameters["handle"]
    with request.services.database.tenant(request.shop.tenant_id, keeps_plan=True) as session:
        try:
            found = catalog.product_by_handle(session, audience(request), handle=handle)
        except catalog.ProductNotFound:
            new = catalog.find_moved_handle(session, audience(request), kind="product", handle=handle)
            if new is None:
                raise
            return moved(request.new_address(f"{BASE}/{new}"))
        description = text_in_view(session, request, audience(request), found.description_html)
        drop = products.product(request, found, description, destinations.notes(session, request, found))
        facts = _facts(request, found, drop)
        return render_page(session, request, facts, {"product": drop}, product_id=found.id)


def _facts(request: ShopRequest, found: ProductPage, drop: Product) -> PageFacts:
    description = found.seo_description or richtext.plain_text(found.description_html)
    return PageFacts(
        kind="product",
        title=found.seo_title or found.title,
        path=f"{BASE}/{found.handle}",
        description=description,
        addresses=frame.localized_paths(request, BASE, found.handles, absent_from=found.absent_from),
        image=drop.images[0] if drop.images else None,
        og_type="product",
        structured=[_structured(request, found, drop, description)],
        breadcrumbs=(frame.home_link(request), *drop.collections[:1], Link(drop.title, drop.url, is_current=True)),
    )


def _structured(request: ShopRequest, found: ProductPage, drop: Product, description: str) -> dict[str, Any]:
    # Any: JSON
    """schema.org/Product with an Offer for each variant that is for sale here."""
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": found.title,
        "url": request.absolute(f"{BASE}/{found.handle}"),
        "description": description,
        "image": [seo.absolute_media(request, image.url) for image in drop.images],
        "sku": drop.selected.sku or str(found.id),
    }
    if found.vendor:
        value["brand"] = {"@type": "Brand", "name": found.vendor}
    if found.material:
        value["material"] = found.material
    if found.origin_country:
        value["countryOfOrigin"] = found.origin_country
    offers = [
        _offer(request, found, variant, told)
        for variant, told in zip(drop.variants, found.variants, strict=True)
        if variant.price is not None
    ]
    if offers:
        value["offers"] = offers[0] if len(offers) == 1 else offers
    return value


def _offer(
    request: ShopRequest, found: ProductPage, variant: Variant, told: ShownVariant
) -> dict[str, Any]:  # Any: JSON
    assert variant.price is not None, "an offer has a price"
    availability = "OutOfStock" if not variant.is_available else "BackOrder" if variant.is_back_order else "InStock"
    value = {
        "@type": "Offer",
        "name": variant.title or found.title,
        "sku": variant.sku or variant.id,
        "price": variant.price.decimal,
        "priceCurrency": variant.price.currency,
        "availability": f"https://schema.org/{availability}",
        "itemCondition": "https://schema.org/NewCondition",
        "url": request.absolute(f"{BASE}/{found.handle}"),
        "seller": {"@type": "Organization", "name": request.shop.name},
    }
    unit = unit_price(request, told.offer, told.net)
    if unit is not None:
        value["priceSpecification"] = {
            "@type": "UnitPriceSpecification",
            "price": unit.price.decimal,
            "priceCurrency": unit.price.currency,
            "referenceQuantity": {
                "@type": "QuantitativeValue",
                "value": unit.count,
                "unitCode": _UNIT_CODES[unit.unit],
            },
        }
    return value
