"""A demo shop's files turned into the shop's own rows, through the actions that any caller would use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from storefront import catalog, content, inventory, localization, pricing, search, theming
from storefront.catalog import (
    NewCollection,
    NewImage,
    NewOption,
    NewOptionValue,
    NewProduct,
    NewText,
    NewVariant,
    TermKind,
)
from storefront.content import DocumentKind, MenuTarget, NewDocument, NewDocumentText, NewMenuItem
from storefront.inventory import NewStock
from storefront.localization import Market, MarketMode, NewMarket
from storefront.media import MediaAsset
from storefront.pricing import NewPrice
from storefront.provision.demo_deliveries import set_up_deliveries
from storefront.provision.demo_files import (
    CollectionForm,
    DemoShop,
    DocumentForm,
    ProductForm,
    Texts,
    VariantForm,
)
from storefront.provision.demo_prices import daily_pricing, market_prices
from storefront.richtext import html_from_markdown
from storefront.safety import ProductSafety
from tenants.kit import clock
from tenants.zones import Zone
from themes.engine import ThemeData

Assets = Mapping[str, MediaAsset]
_SOLD_BEFORE = timedelta(days=45)
_FIXED_TARGETS = frozenset({"home", "collections", "blog", "search"})


@dataclass(frozen=True, slots=True)
class _Filling:
    """The shop that is being filled, and what is known so far."""

    session: Session
    tenant_id: int
    files: DemoShop
    assets: Assets
    now: datetime


def fill_shop(session: Session, tenant_id: int, files: DemoShop, assets: Assets, zone: Zone) -> None:
    """Everything in one transaction, by a handful of statements for each kind of thing."""
    filling = _Filling(session, tenant_id, files, assets, clock.now())
    markets = _open_markets(filling, zone)
    set_up_deliveries(session, tenant_id, files.deliveries, markets, zone)
    products = _create_products(filling, markets)
    catalog.name_terms(session, tenant_id, _terms(files))
    collections = {
        form.key: catalog.create_collection(session, tenant_id, _collection(filling, form, place, products))
        for place, form in enumerate(files.collections)
    }
    documents = _create_documents(filling)
    _create_menus(filling, products, collections, documents)
    data = ThemeData(
        settings=_with_digests(files.shop.theme_settings, assets),
        templates=_with_digests(files.shop.theme_templates, assets),
    )
    theming.start_theme(session, tenant_id, files.shop.theme, data)
    search.index_products(session, tenant_id, list(products.values()))


def _terms(files: DemoShop) -> dict[tuple[TermKind, str], Texts]:
    tables = {TermKind.MATERIAL: files.terms.material, TermKind.PRODUCT_TYPE: files.terms.product_type}
    return {(kind, said): names for kind, table in tables.items() for said, names in table.items()}


def _open_markets(filling: _Filling, zone: Zone) -> dict[str, Market]:
    news = []
    for form in filling.files.shop.markets:
        market = zone.market(form.handle)
        news.append(
            NewMarket(
                handle=market.handle,
                names=dict(market.names),
                countries=tuple(market.countries),
                languages=tuple(form.languages),
                currency=market.currency,
                prices_include_tax=market.prices_include_tax,
                mode=MarketMode(market.mode),
            )
        )
    opened = localization.open_markets(filling.session, filling.tenant_id, news)
    markets = {market.handle: market for market in opened}
    for form in filling.files.shop.markets:
        if form.daily_margin is not None:
            rule = daily_pricing(form, markets[form.handle].currency)
            pricing.set_market_pricing(filling.session, filling.tenant_id, form.handle, rule)
    return markets


def _create_products(filling: _Filling, markets: Mapping[str, Market]) -> dict[str, int]:
    forms = filling.files.products
    created = catalog.create_products(filling.session, filling.tenant_id, [_product(filling, form) for form in forms])
    stock, prices = [], []
    for form, product in zip(forms, created, strict=True):
        for variant, variant_id in zip(_variants(form), product.variant_ids, strict=True):
            stock.append(NewStock(variant_id, variant.stock))
            prices += _prices(filling, form, variant, variant_id, markets)
    inventory.set_stock(filling.session, filling.tenant_id, stock)
    _remember_prices_before(filling, prices)
    pricing.set_prices(filling.session, filling.tenant_id, prices)
    return {form.key: product.id for form, product in zip(forms, created, strict=True)}


def _variants(form: ProductForm) -> list[VariantForm]:
    return form.variants or [VariantForm(sku=form.sku, stock=form.stock)]


def _prices(
    filling: _Filling, form: ProductForm, variant: VariantForm, variant_id: int, markets: Mapping[str, Market]
) -> list[NewPrice]:
    sen = variant.amount or form.amount
    compare_at = variant.compare_at or (form.compare_at if variant.amount is None else None)
    prices = []
    for market_form in filling.files.shop.markets:
        if market_form.daily_margin is not None:
            continue  # its prices follow from the base prices
        market = markets[market_form.handle]
        now, before = market_prices(sen, compare_at, market_form, market.currency)
        assert market.id is not None, "an opened market has its id"
        compare_at_minor = before.amount_minor if before else None
        prices.append(NewPrice(variant_id, market.id, market.currency, now.amount_minor, compare_at_minor))
    return prices


def _remember_prices_before(filling: _Filling, prices: Sequence[NewPrice]) -> None:
    """What is reduced cost its price before until now, so that there are thirty days to look back on."""
    before = [
        replace(each, amount_minor=each.compare_at_minor, compare_at_minor=None)
        for each in prices
        if each.compare_at_minor is not None
    ]
    pricing.set_prices(filling.session, filling.tenant_id, before, at=filling.now - _SOLD_BEFORE)


def _product(filling: _Filling, form: ProductForm) -> NewProduct:
    created_at = filling.now - timedelta(days=form.created_days_ago)
    pictures = {picture.file: place for place, picture in enumerate(form.pictures)}
    return NewProduct(
        texts=_texts(form.key, form.title, form.description, filling.files.shop.primary_language),
        variants=tuple(
            NewVariant(
                answers=variant.options,
                sku=variant.sku,
                weight_grams=form.weight_grams if variant.weight_grams is None else variant.weight_grams,
                net_quantity=variant.net_quantity or form.net_quantity,
                net_unit=form.net_unit,
                image_index=pictures.get(variant.picture) if variant.picture else None,
            )
            for variant in _variants(form)
        ),
        options=tuple(
            NewOption(
                option.key,
                option.name,
                tuple(NewOptionValue(value.key, value.name, value.swatch) for value in option.values),
            )
            for option in form.options
        ),
        images=tuple(_image(filling, picture.file, picture.alt) for picture in form.pictures),
        vendor=form.vendor,
        product_type=form.product_type,
        tags=tuple(form.tags),
        hs_code=form.hs_code,
        origin_country=form.origin_country,
        material=form.material,
        no_withdrawal=form.no_withdrawal,
        safety=ProductSafety(filling.files.shop.manufacturer, filling.files.shop.responsible, form.warnings),
        created_at=created_at,
        published_at=created_at,
    )


def _collection(filling: _Filling, form: CollectionForm, place: int, products: Mapping[str, int]) -> NewCollection:
    named = [*form.products, *(each.key for each in filling.files.products if form.key in each.collections)]
    return NewCollection(
        texts=_texts(form.key, form.title, form.description, filling.files.shop.primary_language),
        kind=catalog.CollectionKind(form.kind),
        product_ids=tuple(products[key] for key in dict.fromkeys(named)),
        rules=form.rules.model_dump() if form.rules else {},
        sort=form.sort,
        image=_image(filling, form.picture, form.picture_alt) if form.picture else None,
        position=place,
    )


def _create_documents(filling: _Filling) -> dict[tuple[str, str], int]:
    forms = filling.files.documents
    created = content.create_documents(filling.session, filling.tenant_id, [_document(filling, each) for each in forms])
    return {(form.kind, form.key): number for form, number in zip(forms, created, strict=True)}


def _document(filling: _Filling, form: DocumentForm) -> NewDocument:
    image = _image(filling, form.picture, form.picture_alt) if form.picture else None
    primary = filling.files.shop.primary_language
    return NewDocument(
        kind=DocumentKind(form.kind),
        texts={
            language: NewDocumentText(
                title=title,
                body_html=html_from_markdown(form.body[language]),
                summary=form.summary.get(language, ""),
                handle=form.key if language == primary else "",
            )
            for language, title in form.title.items()
        },
        author=form.author,
        image_asset_id=image.asset_id if image else None,
        image_alts=image.alts if image else {},
        published_at=filling.now - timedelta(days=form.published_days_ago),
    )


def _create_menus(
    filling: _Filling,
    products: Mapping[str, int],
    collections: Mapping[str, int],
    documents: Mapping[tuple[str, str], int],
) -> None:
    def item(reference: str) -> NewMenuItem:
        kind, _, key = reference.partition(":")
        if kind in _FIXED_TARGETS:
            return NewMenuItem(target=MenuTarget(kind))
        if kind == "collection":
            return NewMenuItem(target=MenuTarget.COLLECTION, target_id=collections[key])
        if kind == "product":
            return NewMenuItem(target=MenuTarget.PRODUCT, target_id=products[key])
        return NewMenuItem(target=MenuTarget.DOCUMENT, target_id=documents[(kind, key)])

    for handle, references in filling.files.shop.menus.items():
        content.create_menu(filling.session, filling.tenant_id, handle, [item(each) for each in references])


def _texts(key: str, titles: Texts, descriptions: Texts, primary_language: str) -> dict[str, NewText]:
    """The key is the handle in the primary language; elsewhere handles are made of the titles."""
    return {
        language: NewText(
            title=title,
            description_html=html_from_markdown(descriptions[language]),
            handle=key if language == primary_language else "",
        )
        for language, title in titles.items()
    }


def _image(filling: _Filling, file: str, alts: Texts) -> NewImage:
    asset = filling.assets[file]
    assert asset.id is not None, "a kept picture has its id"
    return NewImage(asset.id, alts)


def _with_digests(choices: Any, assets: Assets) -> Any:  # Any: JSON
    """The same choices with each picture's file name turned into the digest by which themes name pictures."""
    if isinstance(choices, dict):
        return {key: _with_digests(value, assets) for key, value in choices.items()}
    if isinstance(choices, list):
        return [_with_digests(value, assets) for value in choices]
    is_picture = isinstance(choices, str) and choices in assets
    return assets[choices].digest if is_picture else choices
