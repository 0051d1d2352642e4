"""The demo zone: opens its shops, fills them from their folders, and says what scripts need to know of them.

Each shop is one transaction, so that a start that was cut off leaves whole shops only and the next one goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from storefront import localization, media, payments, pricing
from storefront.localization import View
from storefront.provision.demo_files import DemoShop, demo_rates, demo_shops
from storefront.provision.demo_filling import fill_shop
from storefront.provision.demo_payments import manual_methods
from tenants import identity, lifecycle, zones
from tenants.isolation import Database, bind_tenant
from tenants.kit import clock
from tenants.kit.settings import Settings
from tenants.lifecycle import NewTenant, TenantKind
from tenants.zones import Zone

PLATFORM_EMAIL = "admin@storefront.example"
_TOKEN_NAME = "demo scripts"
_RATES_ARE_OLD = timedelta(days=14)

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoCredentials:
    """Passwords of the demo's people; one for all owners, since all are the same visitor."""

    platform_password: str
    shop_password: str


@dataclass(frozen=True, slots=True)
class DemoShopSummary:
    slug: str
    name: str
    theme: str
    views: tuple[View, ...]
    owner_email: str
    api_token: str


@dataclass(frozen=True, slots=True)
class DemoZone:
    platform_email: str
    shops: tuple[DemoShopSummary, ...]


def seed_demo_zone(settings: Settings, credentials: DemoCredentials, report: Report = lambda line: None) -> DemoZone:
    """Open and fill the shops that are not there yet. Each call issues new API tokens and ends those before."""
    zone = zones.load_zone(settings.zone_file)
    database, store = Database(settings), media.open_store(settings)
    try:
        with database.platform() as session:
            admin = identity.enrol_person(
                session, PLATFORM_EMAIL, name="Platform admin", password=credentials.platform_password
            )
            admin.is_platform_admin = True
            session.add(admin)
            _set_rates(session)
        shops = []
        for files in demo_shops():
            tenant_id = _find_tenant(database, files)
            if tenant_id is None:
                report(f"{files.shop.name}: {len(files.products)} products, {len(files.picture_files)} pictures")
                tenant_id = _open(database, store, files, zone, credentials)
            shops.append(_summary(database, files, tenant_id))
        return DemoZone(PLATFORM_EMAIL, tuple(shops))
    finally:
        database.close()
        store.close()


def _set_rates(session: Session) -> None:
    """Rates for the market that follows them: so old that published ones go before them, so young that they hold."""
    day = clock.now().date() - _RATES_ARE_OLD
    for code, rate in demo_rates().items():
        pricing.set_platform_rate(session, code, rate, on=day)


def _find_tenant(database: Database, files: DemoShop) -> int | None:
    """The shop's tenant if the shop is whole: pictures come first, in transactions of their own."""
    with database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, files.shop.slug)
        if tenant is None or tenant.id is None:
            return None
        bind_tenant(session, tenant.id)
        return tenant.id if localization.markets(session) else None


def _open(
    database: Database, store: media.MediaStore, files: DemoShop, zone: Zone, credentials: DemoCredentials
) -> int:
    with database.platform() as session:
        tenant_id = _registered(session, files, zone, credentials)
    contents = {name: (files.folder / "pictures" / name).read_bytes() for name in files.picture_files}
    assets = media.ingest_shipped(database, store, tenant_id=tenant_id, files=contents)
    with database.tenant(tenant_id) as session:
        fill_shop(session, tenant_id, files, assets, zone)
        payments.set_manual_methods(session, tenant_id, manual_methods(files.shop.name))
    return tenant_id


def _registered(session: Session, files: DemoShop, zone: Zone, credentials: DemoCredentials) -> int:
    shop = files.shop
    found = lifecycle.find_tenant_by_slug(session, shop.slug)
    if found is not None and found.id is not None:
        return found.id
    tenant = lifecycle.open_tenant(
        session,
        NewTenant(
            slug=shop.slug,
            name=shop.name,
            country=zone.country,
            plan=shop.plan,
            contact_email=shop.email,
            primary_language=shop.primary_language,
            currency=zone.currency,
            registration_no=shop.registration_no,
            industry=shop.industry,
            kind=TenantKind(shop.kind),
            taglines=shop.tagline,
        ),
        zone=zone,
    )
    assert tenant.id is not None, "an opened tenant has its id"
    owner = identity.enrol_person(session, shop.owner_email, name=shop.owner_name, password=credentials.shop_password)
    assert owner.id is not None, "an enrolled person has their id"
    identity.grant_membership(session, tenant.id, owner.id, identity.Role.OWNER)
    return tenant.id


def _summary(database: Database, files: DemoShop, tenant_id: int) -> DemoShopSummary:
    with database.tenant(tenant_id) as session:
        views = localization.views_of(localization.markets(session))
        for before in identity.live_tokens_named(session, _TOKEN_NAME):
            assert before.id is not None, "a stored token has its id"
            identity.revoke_token(session, tenant_id, before.id)
        token = identity.issue_token(session, tenant_id, _TOKEN_NAME)
    shop = files.shop
    return DemoShopSummary(shop.slug, shop.name, shop.theme, views, shop.owner_email, token.secret)
