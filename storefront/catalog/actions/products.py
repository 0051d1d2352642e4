"""Making products and deciding who sees them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlmodel import Session, SQLModel

from storefront.catalog.actions.drafts import CreatedProduct, NewOption, NewProduct, NewText
from storefront.catalog.actions.handles import give_handles
from storefront.catalog.actions.marks import mark_texts
from storefront.catalog.actions.offers import refresh_offers
from storefront.catalog.actions.terms import keep_terms
from storefront.catalog.errors import BadProduct
from storefront.catalog.models import (
    Product,
    ProductImage,
    ProductOption,
    ProductOptionValue,
    ProductStatus,
    ProductText,
    TermKind,
    Variant,
    VariantOptionValue,
)
from storefront.catalog.reads import facts
from storefront.catalog.rules import check_net_quantity, check_safety, is_key, sort_title
from storefront.handles import handle_base
from storefront.harmonized import is_code
from storefront.localization import is_country
from storefront.richtext import clean_html, without_nul
from storefront.safety import safety_as_json
from tenants.kit import clock

_BATCH = 500
Row = TypeVar("Row", bound=SQLModel)


def create_product(session: Session, tenant_id: int, new: NewProduct) -> CreatedProduct:
    """Store one product. It is listed once a variant has a price. Raises BadProduct."""
    return create_products(session, tenant_id, [new])[0]


def create_products(session: Session, tenant_id: int, news: Sequence[NewProduct]) -> list[CreatedProduct]:
    """Store many at once, in a few statements for each five hundred. Raises BadProduct before it stores any."""
    for new in news:
        check_product(new)
    created = []
    for start in range(0, len(news), _BATCH):
        created += _create_batch(session, tenant_id, news[start : start + _BATCH])
    return created


def set_product_status(session: Session, product_id: int, status: ProductStatus) -> None:
    """Show or hide a product. Becoming active for the first time publishes it now."""
    product = facts.product_by_id(session, product_id)
    product.status = status
    if status is ProductStatus.ACTIVE and product.published_at is None:
        product.published_at = clock.now()
    refresh_offers(session, [product_id])


def write_product_text(session: Session, tenant_id: int, *, product_id: int, language: str, text: NewText) -> None:
    """Add a language to a product, or rewrite it. A handle once given stays: see `rename_product_handle`."""
    check_text(text)
    found = facts.find_product_text(session, product_id, language)
    if found is None:
        product = facts.product_by_id(session, product_id)
        _write_texts(session, tenant_id, [(product_id, language, text)])
        refresh_offers(session, [product_id] if product.id else [])
        return
    changed = {name: value for name, value in _text_values(text).items() if getattr(found, name) != value}
    for name, value in changed.items():
        setattr(found, name, value)
    mark_texts(session, tenant_id, ProductText, {product_id: {language: changed}})
    refresh_offers(session, [product_id])


def check_product(new: NewProduct) -> None:
    """Raises BadProduct with the first thing that is wrong."""
    if not new.texts:
        raise BadProduct("a product has a title in at least one language")
    if not new.variants:
        raise BadProduct("a product has at least one variant")
    for text in new.texts.values():
        check_text(text)
    if new.hs_code is not None and not is_code(new.hs_code):
        raise BadProduct(f"{new.hs_code[:20]!r} is not a code of goods: 6, 8, 10 or 12 digits of a known chapter")
    if new.origin_country is not None and not is_country(new.origin_country):
        raise BadProduct(f"{new.origin_country[:10]!r} is not a country")
    check_safety(new.safety)
    options = {option.key: {value.key for value in option.values} for option in new.options}
    if len(options) != len(new.options) or any(len(options[each.key]) != len(each.values) for each in new.options):
        raise BadProduct("an option or one of its values is named twice")
    for key in [*options, *(value for values in options.values() for value in values)]:
        if not is_key(key):
            raise BadProduct(f"{key!r} can not be a key: small letters, digits, - and _, at most 40")
    _check_variants(new, options)


def check_text(text: NewText) -> None:
    """Raises BadProduct for a text without a title, or longer than its columns."""
    if not text.title.strip():
        raise BadProduct("a title is not empty")
    if len(text.title) > 300 or len(text.seo_title) > 300 or len(text.seo_description) > 500:
        raise BadProduct("a title has at most 300 characters, a description for search engines 500")


def _check_variants(new: NewProduct, options: dict[str, set[str]]) -> None:
    seen = set()
    for variant in new.variants:
        if variant.answers.keys() != options.keys():
            raise BadProduct(f"variant {variant.sku!r} does not answer each option of the product")
        for key, value in variant.answers.items():
            if value not in options[key]:
                raise BadProduct(f"{value!r} is no value of {key}")
        answers = tuple(sorted(variant.answers.items()))
        if answers in seen:
            raise BadProduct(f"two variants have the same answers: {dict(answers)}")
        seen.add(answers)
        if variant.weight_grams < 0:
            raise BadProduct("a weight is not negative")
        check_net_quantity(variant.net_quantity, variant.net_unit)
        if variant.image_index is not None and not 0 <= variant.image_index < len(new.images):
            raise BadProduct(f"there is no picture {variant.image_index}")


def _create_batch(session: Session, tenant_id: int, news: Sequence[NewProduct]) -> list[CreatedProduct]:
    products = _stored(session, [_product(tenant_id, new) for new in news])
    numbered = [(product.id or 0, new) for product, new in zip(products, news, strict=True)]
    _write_texts(
        session,
        tenant_id,
        [(number, language, text) for number, new in numbered for language, text in new.texts.items()],
    )
    keep_terms(session, tenant_id, {term for product in products for term in _terms(product)})
    images = _stored(session, [each for number, new in numbered for each in _images(tenant_id, number, new)])
    variants = _store_variants(session, tenant_id, numbered, images)
    _store_answers(session, tenant_id, numbered, variants)
    refresh_offers(session, [number for number, _ in numbered])
    return [CreatedProduct(number, tuple(variants[number])) for number, _ in numbered]


def _product(tenant_id: int, new: NewProduct) -> Product:
    now = clock.now()
    is_shown = new.status is ProductStatus.ACTIVE
    return Product(
        tenant_id=tenant_id,
        status=new.status,
        vendor=without_nul(new.vendor),
        product_type=without_nul(new.product_type),
        tags=[without_nul(tag) for tag in new.tags],
        hs_code=new.hs_code,
        origin_country=new.origin_country,
        material=without_nul(new.material),
        no_withdrawal=new.no_withdrawal or "",
        safety=safety_as_json(new.safety),
        created_at=new.created_at or now,
        published_at=new.published_at or (new.created_at or now if is_shown else None),
    )


def _terms(product: Product) -> list[tuple[TermKind, str]]:
    said = [(TermKind.MATERIAL, product.material), (TermKind.PRODUCT_TYPE, product.product_type)]
    return [term for term in said if term[1]]


def _write_texts(session: Session, tenant_id: int, texts: Sequence[tuple[int, str, NewText]]) -> None:
    wanted = [(language, handle_base(text.handle, text.title, number)) for number, language, text in texts]
    handles = give_handles(session, ProductText, wanted)
    _stored(
        session,
        [
            ProductText(tenant_id=tenant_id, product_id=number, language=language, handle=handle, **_text_values(text))
            for (number, language, text), handle in zip(texts, handles, strict=True)
        ],
    )
    written: dict[int, dict[str, dict[str, str]]] = {}
    for number, language, text in texts:
        written.setdefault(number, {})[language] = _text_values(text)
    mark_texts(session, tenant_id, ProductText, written)


def _text_values(text: NewText) -> dict[str, str]:
    return {
        "title": without_nul(text.title).strip(),
        "sort_title": sort_title(text.title),
        "description_html": clean_html(text.description_html),
        "seo_title": without_nul(text.seo_title),
        "seo_description": without_nul(text.seo_description),
    }


def _images(tenant_id: int, product_id: int, new: NewProduct) -> list[ProductImage]:
    return [
        ProductImage(
            tenant_id=tenant_id,
            product_id=product_id,
            asset_id=image.asset_id,
            alts=dict(image.alts),
            position=position,
        )
        for position, image in enumerate(new.images)
    ]


def _store_variants(
    session: Session, tenant_id: int, numbered: Sequence[tuple[int, NewProduct]], images: Sequence[ProductImage]
) -> dict[int, list[int]]:
    """The new variants' ids by product, in order."""
    image_of = {(image.product_id, image.position): image.id for image in images}
    rows = [
        Variant(
            tenant_id=tenant_id,
            product_id=number,
            sku=variant.sku,
            barcode=variant.barcode,
            weight_grams=variant.weight_grams,
            net_quantity=variant.net_quantity,
            net_unit=variant.net_unit,
            image_id=None if variant.image_index is None else image_of[number, variant.image_index],
            position=position,
        )
        for number, new in numbered
        for position, variant in enumerate(new.variants)
    ]
    found: dict[int, list[int]] = {number: [] for number, _ in numbered}
    for row in _stored(session, rows):
        found[row.product_id].append(row.id or 0)
    return found


def _store_answers(
    session: Session, tenant_id: int, numbered: Sequence[tuple[int, NewProduct]], variants: dict[int, list[int]]
) -> None:
    asked = [(number, place, each) for number, new in numbered for place, each in enumerate(new.options)]
    options = _stored(
        session,
        [
            ProductOption(tenant_id=tenant_id, product_id=number, key=each.key, names=dict(each.names), position=place)
            for number, place, each in asked
        ],
    )
    values = _stored(session, _values(tenant_id, options, [each for _, _, each in asked]))
    option_ids = {(option.product_id, option.key): option.id or 0 for option in options}
    value_ids = {(value.option_id, value.key): value.id or 0 for value in values}
    _stored(
        session,
        [
            VariantOptionValue(
                tenant_id=tenant_id,
                variant_id=variant_id,
                option_id=(option_id := option_ids[number, key]),
                option_value_id=value_ids[option_id, value],
            )
            for number, new in numbered
            for variant_id, variant in zip(variants[number], new.variants, strict=True)
            for key, value in variant.answers.items()
        ],
    )


def _values(
    tenant_id: int, options: Sequence[ProductOption], news: Sequence[NewOption]
) -> Iterator[ProductOptionValue]:
    for option, new in zip(options, news, strict=True):
        for place, value in enumerate(new.values):
            yield ProductOptionValue(
                tenant_id=tenant_id,
                option_id=option.id or 0,
                key=value.key,
                names=dict(value.names),
                swatch=value.swatch,
                position=place,
            )


def _stored(session: Session, rows: Iterable[Row]) -> list[Row]:
    """The rows with their ids. One flush, which writes them in bunches."""
    stored = list(rows)
    session.add_all(stored)
    session.flush()
    return stored
