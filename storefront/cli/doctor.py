"""`storefront doctor`: what is wrong with this deployment, and the mend."""

import smtplib
import ssl
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

import click
from pydantic import SecretStr
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from storefront import media, payments
from storefront.cli.migrate import current_revision, is_behind, newest_revision, what_was_said
from tenants import zones
from tenants.isolation.engine import sqlalchemy_url
from tenants.kit.errors import StorefrontError
from tenants.kit.limits import CacheUnavailable, open_limiter
from tenants.kit.settings import PREFIX, Settings, load_settings

_CONNECT_SECONDS = 5
_SMTP_SECONDS = 5
# Tables with a tenant's rows, or the tenants themselves, that are not behind the wall for whoever asks.
_LOOSE_TABLES = text(
    """
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
        and a.attname = case c.relname when 'tenant' then 'id' else 'tenant_id' end
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
        and (not (c.relrowsecurity and c.relforcerowsecurity)
            or not exists (select from pg_policy where polrelid = c.oid)
            or exists (select from pg_policy where polrelid = c.oid and polpermissive
                and (polroles = '{0}' or exists (select from unnest(polroles) as r where pg_has_role(r, 'member')))
                and coalesce(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
                    not like '%app.tenant_id%'))
    order by 1
    """
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `mend` is empty when it is well."""

    what: str
    said: str
    mend: str = ""


@click.command()
@click.option("--settings", "list_settings", is_flag=True, help="List every setting and what it is for.")
def doctor(list_settings: bool) -> None:
    """Check configuration, database, roles, row security, media, payment keys and mail."""
    if list_settings:
        for name, field in Settings.model_fields.items():
            click.echo(f"{PREFIX + name.upper():<42} {field.description or ''}")
        return
    settings = load_settings()
    findings = [finding for check in CHECKS for finding in check(settings)]
    for finding in findings:
        click.echo(f"{'ok  ' if not finding.mend else 'BAD '} {finding.what}: {finding.said}")
        if finding.mend:
            click.echo(f"     mend: {finding.mend}")
    if any(finding.mend for finding in findings):
        sys.exit(1)


def _zone(settings: Settings) -> Iterator[Finding]:
    try:
        zone = zones.load_zone(settings.zone_file)
    except StorefrontError as error:
        yield Finding("zone", str(error), "correct the file that STOREFRONT_ZONE_FILE names")
        return
    yield Finding("zone", f"{zone.name}, {len(zone.markets)} markets, {len(zone.languages)} languages")


def _databases(settings: Settings) -> Iterator[Finding]:
    yield from _database("DATABASE_URL", settings.database_url, _serving_role)
    if settings.owner_database_url is None:
        yield Finding("OWNER_DATABASE_URL", "not set; needed by `storefront migrate` only")
    else:
        yield from _database("OWNER_DATABASE_URL", settings.owner_database_url, _plain_role)
    if settings.platform_database_url is not None:
        yield from _database("PLATFORM_DATABASE_URL", settings.platform_database_url, _plain_role)
    elif settings.owner_database_url is None:
        yield Finding(
            "PLATFORM_DATABASE_URL", "not set: nobody can sign in to the admin, no shop be opened, no worker starts",
            "set STOREFRONT_PLATFORM_DATABASE_URL to a login of the role storefront_platform",
        )  # fmt: skip


def _database(name: str, url: SecretStr, look: Callable[[Connection], Iterator[Finding]]) -> Iterator[Finding]:
    engine = create_engine(sqlalchemy_url(url.get_secret_value()), connect_args={"connect_timeout": _CONNECT_SECONDS})
    try:
        with engine.connect() as connection:
            version = connection.execute(text("show server_version")).scalar_one()
            yield Finding(name, f"PostgreSQL {version} answers")
            yield from look(connection)
    except DBAPIError as error:
        yield Finding(name, what_was_said(error), f"check host, user and password in STOREFRONT_{name}")
    finally:
        engine.dispose()


def _serving_role(connection: Connection) -> Iterator[Finding]:
    yield from _plain_role(connection)
    owned = connection.execute(
        text(
            "select count(*) from pg_class where relkind in ('r', 'p', 'v') and relnamespace = 'public'::regnamespace"
            " and pg_has_role(current_user, relowner, 'member')"
        )
    ).scalar_one()
    if owned:
        yield Finding(
            "serving role", f"may act as the owner of {owned} tables", "serve with a role that owns nothing and is in"
            " no role that does: storefront_serving"
        )  # fmt: skip
    loose = connection.execute(_LOOSE_TABLES).scalars()
    if names := ", ".join(loose):
        yield Finding("row security", f"not forced on {names}", "run `storefront migrate`; if it stays, stop serving")
    elif connection.execute(text("select to_regclass('public.tenant')")).scalar_one() is not None:
        yield Finding("row security", "forced on every table with a tenant's rows")


def _plain_role(connection: Connection) -> Iterator[Finding]:
    role, is_above = connection.execute(
        text("select rolname, rolsuper or rolbypassrls from pg_roles where rolname = current_user")
    ).one()
    if is_above:
        yield Finding("role", f"{role} steps around row security", f"alter role {role} nosuperuser nobypassrls")


def _revision(settings: Settings) -> Iterator[Finding]:
    try:
        revision = current_revision(settings.database_url.get_secret_value())
    except DBAPIError:
        return  # the database check has said so already
    newest = newest_revision()
    if revision is None or is_behind(revision):
        yield Finding("schema", f"at {revision or 'nothing'}, not {newest}", "run `storefront migrate`")
    elif revision == newest:
        yield Finding("schema", f"at revision {revision}")
    else:
        yield Finding("schema", f"at revision {revision}, of a newer version than this one's {newest}")


def _media(settings: Settings) -> Iterator[Finding]:
    try:
        media.open_store(settings).check()
    except (media.MediaUnavailable, OSError) as error:
        yield Finding("media", str(error), "check STOREFRONT_MEDIA_URL, its rights and STOREFRONT_S3_ENDPOINT_URL")
        return
    yield Finding("media", f"{settings.media_url} can be read and written")


def _cache(settings: Settings) -> Iterator[Finding]:
    if settings.cache_url is None:
        yield Finding("cache", "no STOREFRONT_CACHE_URL: each process counts limits by itself")
        return
    limiter = open_limiter(settings)
    try:
        limiter.check()
    except CacheUnavailable as error:
        yield Finding("cache", str(error), "check STOREFRONT_CACHE_URL; limits hold for each process alone meanwhile")
    else:
        yield Finding("cache", "the shared cache answers")
    finally:
        limiter.close()


def _stripe(settings: Settings) -> Iterator[Finding]:
    if settings.stripe_secret_key is None:
        yield Finding("Stripe", "no key: shops take test payments, and what staff confirm by hand")
        return
    key = settings.stripe_secret_key.get_secret_value()
    if not key.startswith(("sk_test_", "sk_live_", "rk_test_", "rk_live_")):
        yield Finding("Stripe", "the key is not a secret key", "set STOREFRONT_STRIPE_SECRET_KEY to sk_… or rk_…")
    elif settings.stripe_webhook_secret is None:
        yield Finding("Stripe", "no webhook secret", "set STOREFRONT_STRIPE_WEBHOOK_SECRET to the endpoint's whsec_…")
    elif not settings.stripe_webhook_secret.get_secret_value().startswith("whsec_"):
        yield Finding(
            "Stripe", "the webhook secret is none", "set STOREFRONT_STRIPE_WEBHOOK_SECRET to the endpoint's whsec_…"
        )
    else:
        yield Finding("Stripe", f"a {'live' if '_live_' in key else 'test'} key and a webhook secret are set")
        yield from _stripe_account(settings)


def _stripe_account(settings: Settings) -> Iterator[Finding]:
    """Shops are connected in the country of the platform's own account only."""
    try:
        zone = zones.load_zone(settings.zone_file)
        accounts = payments.open_providers(settings).accounts
        country = accounts.platform_country() if accounts else zone.country
    except payments.PaymentUnavailable as error:
        yield Finding("Stripe", str(error), "check STOREFRONT_STRIPE_SECRET_KEY and the way to Stripe's API")
        return
    except StorefrontError:
        return  # the zone check has said so already
    if country != zone.country:
        yield Finding(
            "Stripe", f"the platform's account is in {country}, the zone in {zone.country}",
            f"set STOREFRONT_STRIPE_SECRET_KEY to the key of an account in {zone.country}",
        )  # fmt: skip
    else:
        yield Finding("Stripe", f"answers; the platform's account is in {country}")


def _mail(settings: Settings) -> Iterator[Finding]:
    if settings.smtp_url is None:
        yield Finding("mail", "no STOREFRONT_SMTP_URL: no mail is sent")
        return
    parts = urlsplit(settings.smtp_url.get_secret_value())
    if parts.scheme == "file":
        yield Finding("mail", f"kept as files in {parts.path}: nobody receives it")
        return
    try:
        _greet(parts)
    except smtplib.SMTPAuthenticationError:
        yield Finding("mail", f"{parts.hostname} refuses the sign-in", "check user and password in STOREFRONT_SMTP_URL")
    except OSError as error:
        yield Finding("mail", f"{parts.hostname} does not answer: {error}", "check STOREFRONT_SMTP_URL")
    else:
        yield Finding("mail", f"{parts.hostname} answers")


def _greet(parts: SplitResult) -> None:
    """Say hello and sign in, and send nothing. Raises OSError."""
    host = parts.hostname or ""
    is_tls = parts.scheme == "smtps"
    server = (
        smtplib.SMTP_SSL(host, parts.port or 465, timeout=_SMTP_SECONDS)
        if is_tls
        else smtplib.SMTP(host, parts.port or 587, timeout=_SMTP_SECONDS)
    )
    with server:
        server.ehlo()
        if not is_tls and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))


CHECKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    _zone, _databases, _revision, _media, _cache, _stripe, _mail,
)  # fmt: skip
