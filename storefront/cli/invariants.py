"""`storefront invariants`: what must hold in a database that came out of a restore, whoever restored it."""

import sys

import click
import psycopg
from psycopg.conninfo import make_conninfo

from storefront.cli.migrate import newest_revision
from tenants.isolation import DatabaseUnavailable
from tenants.kit.settings import BadSettings, load_settings

_CONNECT_SECONDS = 5
# Each is a question whose every row is something wrong.
_QUESTIONS = {
    "row security is not forced on": """
        select c.relname from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
          and not (c.relrowsecurity and c.relforcerowsecurity
                   and exists (select 1 from pg_policy where polrelid = c.oid))""",
    "an index is broken": "select indexrelid::regclass::text from pg_index where not indisvalid or not indisready",
    "a rule was never checked": """
        select conrelid::regclass || '.' || conname from pg_constraint
        where not convalidated and connamespace = 'public'::regnamespace""",
    "a role steps around row security": """
        select rolname from pg_roles
        where rolname in ('storefront_owner', 'storefront_serving', 'storefront_platform')
          and (rolsuper or rolbypassrls)""",
    "a role is missing": """
        select wanted from unnest(array['storefront_owner', 'storefront_serving', 'storefront_platform']) as wanted
        where not exists (select 1 from pg_roles where rolname = wanted)""",
    "a number would be given twice": """
        select seqrelid::regclass::text from pg_sequence
        join pg_depend d on d.objid = seqrelid and d.deptype in ('a', 'i')
        join pg_class c on c.oid = d.refobjid and c.relname = 'tenant'
        where pg_sequence_last_value(seqrelid) < (select max(id) from tenant)""",
}


def broken(url: str) -> list[str]:
    """Everything that does not hold, in words; empty when all is well. The address is the owner's."""
    with psycopg.connect(url) as connection:
        found = [
            f"{what} {row[0]}" for what, question in _QUESTIONS.items() for row in connection.execute(question.encode())
        ]
        revision = connection.execute("select version_num from alembic_version").fetchone()
    if revision != (newest_revision(),):
        found.append(f"the schema is at {revision[0] if revision else 'nothing'}, and this version wants another")
    return found


@click.command()
@click.option("--host", help="Another server than the one of STOREFRONT_OWNER_DATABASE_URL, such as the restored one.")
def invariants(host: str | None) -> None:
    """Look over a database as its owner, and say each thing that does not hold. It only reads."""
    settings = load_settings()
    if settings.owner_database_url is None:
        raise BadSettings("STOREFRONT_OWNER_DATABASE_URL is not set, and the database is looked over as its owner")
    address = make_conninfo(settings.owner_database_url.get_secret_value(), connect_timeout=_CONNECT_SECONDS)
    try:
        found = broken(make_conninfo(address, host=host) if host else address)
    except psycopg.OperationalError as error:
        said = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise DatabaseUnavailable(f"the database to look over: {said}") from None
    for each in found:
        click.echo(f"BROKEN {each}")
    click.echo(f"{len(_QUESTIONS) + 1} things looked at, {len(found)} broken")
    if found:
        sys.exit(1)
