"""What a row says otherwise than the shop that its business has: told, and nothing of it is changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from storefront import localization, theming
from storefront.provision.onboarding.rules import GoodRow
from storefront.provision.starter import languages_in_market
from tenants import domains, identity
from tenants.isolation import bind_tenant
from tenants.lifecycle import Tenant


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that was not followed: what the shop keeps, and what the file says. Lists are separated by `;`."""

    line: int
    column: str
    slug: str
    kept: str
    written: str


def differences(session: Session, row: GoodRow, tenant: Tenant) -> tuple[Difference, ...]:
    """In the order of the file's columns. A blank cell says nothing, so it differs from nothing. For the platform role.

    A slug is not among them: a row that gives a business another one is rejected.
    """
    assert tenant.id is not None, "a stored tenant has its id"
    owners = identity.owner_emails(session, tenant.id)
    hosts = [domain.host for domain in domains.domains_of_shop(session, tenant.id)]
    bind_tenant(session, tenant.id)
    found = [
        _one("business_name", tenant.name, row.name),
        _any("owner_email", owners, row.owner_email),
        _one("country", tenant.country, row.country),
        _one("currency", tenant.currency, row.currency),
        _one("default_language", tenant.primary_language, row.languages[0]),
        *_markets(session, row),
        _one("industry", tenant.industry or "", row.industry or ""),
        _one("theme", _theme(session), row.theme),
        _one("plan", tenant.plan, row.plan),
        _any("custom_domain", hosts, row.custom_domain),
    ]
    written = {column: row.line.cells[place].strip() for place, column in enumerate(row.columns)}
    told = {column: kept for column, kept, differs in found if differs and written[column]}
    return tuple(
        Difference(row.line.number, column, tenant.slug, told[column], written[column])
        for column in row.columns
        if column in told
    )


def _markets(session: Session, row: GoodRow) -> Iterable[tuple[str, str, bool]]:
    """Markets and languages in any order: a merchant arranges them."""
    enabled = [market for market in localization.markets(session) if market.is_enabled]
    spoken = list(dict.fromkeys(language for market in enabled for language in market.languages))
    wished = {
        language
        for place, market in enumerate(row.markets)
        for language in languages_in_market(market, row.languages, is_primary=place == 0)
    }
    handles = [market.handle for market in enabled]
    yield "languages", ";".join(spoken), set(spoken) != wished
    yield "markets", ";".join(handles), set(handles) != {market.handle for market in row.markets}


def _theme(session: Session) -> str:
    try:
        return theming.live_theme(session).theme
    except theming.NoLiveTheme:
        return ""


def _one(column: str, kept: str, wished: str) -> tuple[str, str, bool]:
    return column, kept, kept != wished


def _any(column: str, kept: list[str], wished: str) -> tuple[str, str, bool]:
    return column, ";".join(kept), wished not in kept
