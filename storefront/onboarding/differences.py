"""What a row says otherwise than the shop that its business has: told, and nothing of it is changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from storefront import localization, theming
from storefront.onboarding.rules import GoodRow
from storefront.onboarding.starter import languages_in_market
from tenants import domains, identity
from tenants.lifecycle import Tenant


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that was not followed: what the shop keeps, and what the file says. Lists are separated by `;`."""

    line: int
    column: str
    slug: str
    kept: str
    written: str


@dataclass(frozen=True, slots=True)
class KeptShop:
    """What a shop has of what a row may say; of markets, those that are on."""

    tenant: Tenant
    owners: Sequence[str]
    hosts: Sequence[str]
    languages_of_market: Mapping[str, Sequence[str]]
    theme: str


def kept_shops(session: Session, tenants: Mapping[str, Tenant]) -> dict[str, KeptShop]:
    """By registration number, as the tenants are. Four round trips, whatever their number. For the platform role."""
    ids = {number: tenant.id for number, tenant in tenants.items() if tenant.id is not None}
    if not ids:
        return {}
    all_ids = list(ids.values())
    owners, hosts = identity.owner_emails(session, all_ids), domains.hosts_of_shops(session, all_ids)
    markets, themes = localization.markets_open_in(session, all_ids), theming.live_themes(session, all_ids)
    return {
        number: KeptShop(tenants[number], owners[each], hosts[each], markets[each], themes[each])
        for number, each in ids.items()
    }


def differences(row: GoodRow, shop: KeptShop) -> tuple[Difference, ...]:
    """In the order of the file's columns. A blank cell says nothing, so it differs from nothing.

    A slug is not among them: a row that gives a business another one is rejected.
    """
    tenant = shop.tenant
    found = [
        _one("business_name", tenant.name, row.name),
        _any("owner_email", shop.owners, row.owner_email),
        _one("country", tenant.country, row.country),
        _one("currency", tenant.currency, row.currency),
        _one("default_language", tenant.primary_language, row.languages[0]),
        *_markets(shop, row),
        _one("industry", tenant.industry or "", row.industry or ""),
        _one("theme", shop.theme, row.theme),
        _one("plan", tenant.plan, row.plan),
        _any("custom_domain", shop.hosts, row.custom_domain),
    ]
    written = {column: row.line.cells[place].strip() for place, column in enumerate(row.columns)}
    told = {column: kept for column, kept, differs in found if differs and written[column]}
    return tuple(
        Difference(row.line.number, column, tenant.slug, told[column], written[column])
        for column in row.columns
        if column in told
    )


def _markets(shop: KeptShop, row: GoodRow) -> Iterable[tuple[str, str, bool]]:
    """Markets and languages in any order: a merchant arranges them."""
    handles = shop.languages_of_market
    spoken = list(dict.fromkeys(language for languages in handles.values() for language in languages))
    wished = {
        language
        for place, market in enumerate(row.markets)
        for language in languages_in_market(market, row.languages, is_primary=place == 0)
    }
    yield "languages", ";".join(spoken), set(spoken) != wished
    yield "markets", ";".join(handles), set(handles) != {market.handle for market in row.markets}


def _one(column: str, kept: str, wished: str) -> tuple[str, str, bool]:
    return column, kept, kept != wished


def _any(column: str, kept: Sequence[str], wished: str) -> tuple[str, str, bool]:
    return column, ";".join(kept), wished not in kept
