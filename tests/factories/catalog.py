"""Shops with markets, products, prices and stock for tests."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session

from storefront import catalog, inventory, pricing
from storefront.audience import Audience
from storefront.localization.models import Market
from storefront.media.models import MediaAsset
from tenants.isolation import Database
from tests.factories.tenants import a_tenant

_numbers = count(1)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class AShop:
    """An open shop and its markets' ids and currencies by handle."""

    database: Database
    tenant_id: int
    markets: Mapping[str, int]
    currencies: Mapping[str, str]

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.database.tenant(self.tenant_id) as session:
            yield session

    def audience(self, *languages: str, market: str = "my") -> Audience:
        return Audience(languages or ("en",), self.markets[market])


def a_shop(database: Database, *, markets: Sequence[tuple[str, str]] = (("my", "MYR"),), language: str = "en") -> AShop:
    with database.platform() as session:
        tenant = a_tenant(session, primary_language=language)
        assert tenant.id is not None
        tenant_id = tenant.id
    with database.tenant(tenant_id) as session:
        rows = [
            Market(
                tenant_id=tenant_id,
                handle=handle,
                names={"en": handle},
                countries=["MY"],
                languages=[language],
                currency=currency,
                position=position,
                is_primary=position == 0,
            )
            for position, (handle, currency) in enumerate(markets)
        ]
        session.add_all(rows)
        session.flush()
        ids = {row.handle: row.id or 0 for row in rows}
    return AShop(database, tenant_id, ids, dict(markets))


def an_asset(session: Session, tenant_id: int) -> int:
    """A picture's row; there is no file behind it."""
    number = next(_numbers)
    asset = MediaAsset(
        tenant_id=tenant_id,
        digest=f"{number:064x}",
        format="webp",
        width=1200,
        height=1200,
        byte_size=100,
        placeholder="#aabbcc",
        renditions={"webp": [320, 640]},
        created_at=LONG_AGO,
    )
    session.add(asset)
    session.flush()
    assert asset.id is not None
    return asset.id


def texts(title: str | Mapping[str, str], **changes: str) -> dict[str, catalog.NewText]:
    titles = {"en": title} if isinstance(title, str) else title
    return {language: catalog.NewText(each, **changes) for language, each in titles.items()}


def an_option(key: str, *values: str, **changes: Any) -> catalog.NewOption:  # Any: fields of NewOption
    return catalog.NewOption(
        key,
        changes.get("names", {"en": key.title()}),
        tuple(
            catalog.NewOptionValue(value, {"en": value.title()}, changes.get("swatches", {}).get(value, ""))
            for value in values
        ),
    )


def a_product(
    session: Session,
    shop: AShop,
    title: str | Mapping[str, str] = "Shawl",
    *,
    amounts: int | Sequence[int] = 10_00,
    stock: int | Sequence[int | None] | None = None,
    days_old: int = 100,
    **changes: Any,  # fields of NewProduct
) -> catalog.CreatedProduct:
    """A product for sale in every market at the same number of minor units. Lists go by variant."""
    moment = changes.pop("published_at", datetime.now(UTC) - timedelta(days=days_old))
    new = catalog.NewProduct(**{"texts": texts(title), "created_at": moment, "published_at": moment, **changes})
    made = catalog.create_product(session, shop.tenant_id, new)
    each_amount = [amounts] * len(made.variant_ids) if isinstance(amounts, int) else amounts
    each_stock = stock if isinstance(stock, Sequence) else [stock] * len(made.variant_ids)
    pricing.set_prices(
        session,
        shop.tenant_id,
        [
            pricing.NewPrice(variant_id, market_id, shop.currencies[handle], amount)
            for variant_id, amount in zip(made.variant_ids, each_amount, strict=True)
            for handle, market_id in shop.markets.items()
        ],
    )
    inventory.set_stock(
        session,
        shop.tenant_id,
        [inventory.NewStock(each, left) for each, left in zip(made.variant_ids, each_stock, strict=True)],
    )
    return made
