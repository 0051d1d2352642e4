"""What a new shop holds before its merchant has touched it: markets, deliveries, a theme, pages, policies, menus.

Written in bulk, since a zone opens with thousands of shops at once; afterwards each row is the domains' own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session, SQLModel

from storefront import content, localization, shipping, theming
from storefront.onboarding.starter_deliveries import dispatch_row, places, rate_rows, zone_row
from storefront.onboarding.starter_texts import PAGES, POLICIES, ShopFacts, menu_title, starter_text
from tenants.isolation import bind_tenant
from tenants.kit import clock
from tenants.zones import Zone, ZoneMarket

DOCUMENTS = (
    *((content.DocumentKind.PAGE, key) for key in PAGES),
    *((content.DocumentKind.POLICY, key) for key in POLICIES),
)
_MENUS = {
    "main": ("home", "collections", "about", "contact"),
    "footer": ("about", "contact", "shipping", "returns", "privacy", "terms"),
}

_Row = dict[str, Any]  # Any: a row holds what its columns hold


@dataclass(frozen=True, slots=True, kw_only=True)
class NewShop:
    """A tenant just opened. The first of the languages is its primary one, the first of the markets its primary one."""

    tenant_id: int
    name: str
    email: str
    theme: str
    languages: tuple[str, ...]
    markets: tuple[ZoneMarket, ...]


def languages_in_market(market: ZoneMarket, shop_languages: Sequence[str], *, is_primary: bool) -> list[str]:
    """What a new shop speaks in a market.

    At home all its languages, its own first, so that nothing it writes is out of reach. Abroad those of its languages
    that are read there, the market's usual one first; its own language is always there, last if need be.
    """
    if is_primary:
        return list(shop_languages)
    read_there = [language for language in market.languages if language in shop_languages]
    return list(dict.fromkeys([*read_there, shop_languages[0]]))


def furnish_shops(session: Session, shops: Sequence[NewShop], zone: Zone) -> None:
    """Give each shop all it begins with. For the platform role, in the transaction that opened the tenants."""
    document_ids = iter(_drawn_ids(session, "document", len(shops) * len(DOCUMENTS)))
    menu_ids = iter(_drawn_ids(session, "menu", len(shops) * len(_MENUS)))
    version_ids = iter(_drawn_ids(session, "theme_version", len(shops)))
    all_market_ids = iter(_drawn_ids(session, "market", sum(len(shop.markets) for shop in shops)))
    now = clock.now()
    for shop in shops:
        bind_tenant(session, shop.tenant_id)
        ids = {key: next(document_ids) for _, key in DOCUMENTS}
        market_ids = [next(all_market_ids) for _ in shop.markets]
        _insert(session, localization.Market, _markets(shop, market_ids))
        _insert_deliveries(session, shop, zone, market_ids)
        version_id = next(version_ids)
        _insert(session, theming.ThemeVersion, [_first_look(shop, version_id, now)])
        _insert(session, theming.ShopTheme, [_owned(shop, live_id=version_id)])
        _insert(session, "document", _documents(shop, ids, now))
        texts = list(_document_texts(shop, ids, zone))
        _insert(session, "document_text", texts)
        localization.mark_translated(session, shop.tenant_id, "document", _marks(shop, texts))
        menus = {handle: next(menu_ids) for handle in _MENUS}
        _insert(session, "menu", [_owned(shop, id=menus[handle], handle=handle) for handle in _MENUS])
        _insert(session, "menu_item", list(_menu_items(shop, menus, ids)))


def _insert_deliveries(session: Session, shop: NewShop, zone: Zone, market_ids: Sequence[int]) -> None:
    """The zone's own rates to each of the shop's markets, so that what it sells can be sent from the first hour."""
    _insert(session, shipping.Dispatch, [_owned(shop, **dispatch_row(zone))])
    sent_to = [
        (market, market_id, regions, deliveries)
        for market, market_id in zip(shop.markets, market_ids, strict=True)
        for regions, deliveries in places(market)
    ]
    if not sent_to:
        return
    zones = SQLModel.metadata.tables["shipping_zone"]
    zone_ids = session.connection().scalars(
        insert(zones).returning(zones.c.id, sort_by_parameter_order=True),
        [
            _owned(shop, position=place, **zone_row(market, regions, shop.languages[0]))
            for place, (market, _, regions, _) in enumerate(sent_to)
        ],
    )
    rates = [
        row
        for (market, market_id, _, deliveries), zone_id in zip(sent_to, zone_ids, strict=True)
        for row in rate_rows(market, deliveries, shop.languages, zone_id=zone_id, market_id=market_id)
    ]
    numbered = [_owned(shop, position=place, is_enabled=True, **row) for place, row in enumerate(rates)]
    _insert(session, shipping.ShippingRate, numbered)


def _markets(shop: NewShop, market_ids: Sequence[int]) -> list[_Row]:
    return [
        _owned(
            shop,
            id=market_ids[position],
            handle=market.handle,
            names={language: market.names[language] for language in shop.languages},
            countries=list(market.countries),
            languages=languages_in_market(market, shop.languages, is_primary=position == 0),
            currency=market.currency,
            prices_include_tax=market.prices_include_tax,
            mode=market.mode,
            position=position,
            is_primary=position == 0,
            is_enabled=True,
        )
        for position, market in enumerate(shop.markets)
    ]


def _first_look(shop: NewShop, version_id: int, now: datetime) -> _Row:
    look = {"theme": shop.theme, "settings": {}, "templates": {}, "note": ""}
    return _owned(shop, id=version_id, **look, edited_at=now, published_at=now)


def _documents(shop: NewShop, ids: dict[str, int], now: datetime) -> list[_Row]:
    return [
        _owned(shop, id=ids[key], kind=kind, author="", image_alts={}, created_at=now, published_at=now)
        for kind, key in DOCUMENTS
    ]


def _document_texts(shop: NewShop, ids: dict[str, int], zone: Zone) -> Iterator[_Row]:
    facts = ShopFacts(shop.name, shop.email, dict(zone.market(zone.home_market).names))
    for kind, key in DOCUMENTS:
        for language in shop.languages:
            words = starter_text(key, language, facts)
            yield _owned(
                shop,
                document_id=ids[key],
                language=language,
                kind=kind,
                handle=key,
                title=words.title,
                body_html=words.body_html,
                summary=words.summary,
                seo_title="",
                seo_description=words.summary,
            )


def _marks(shop: NewShop, texts: Sequence[_Row]) -> dict[tuple[int, str], dict[str, str]]:
    """What each document's other languages are translations of: the zone's texts in the shop's own language."""
    own = {text["document_id"]: text for text in texts if text["language"] == shop.languages[0]}
    fields = ("title", "body_html", "summary", "seo_description")
    return {
        (text["document_id"], text["language"]): {field: own[text["document_id"]][field] for field in fields}
        for text in texts
        if text["language"] != shop.languages[0]
    }


def _menu_items(shop: NewShop, menus: dict[str, int], ids: dict[str, int]) -> Iterator[_Row]:
    for handle, keys in _MENUS.items():
        for position, key in enumerate(keys):
            document_id = ids.get(key)
            titles = {} if document_id else {language: menu_title(key, language) for language in shop.languages}
            yield _owned(
                shop,
                menu_id=menus[handle],
                titles=titles,
                target=content.MenuTarget.DOCUMENT if document_id else content.MenuTarget(key),
                target_id=document_id,
                url="",
                position=position,
            )


def _owned(shop: NewShop, **columns: object) -> _Row:
    return {"tenant_id": shop.tenant_id, **columns}


def _insert(session: Session, table: type[SQLModel] | str, rows: list[_Row]) -> None:
    # The table and not the model: the ORM's bulk insert would spend more time on the rows than the database does.
    name = table if isinstance(table, str) else str(table.__tablename__)
    session.connection().execute(insert(SQLModel.metadata.tables[name]), rows)


def _drawn_ids(session: Session, table: str, count: int) -> list[int]:
    drawn = text("select nextval(pg_get_serial_sequence(:table, 'id')) from generate_series(1, :count)")
    return list(session.execute(drawn, {"table": table, "count": count}).scalars())
