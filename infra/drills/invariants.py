"""What must hold in a database that came out of a restore, whoever restored it.

    python -m infra.drills.invariants postgresql://storefront_owner:…@host/storefront

Says each thing that does not hold, and ends with status 1 if there is one.
"""

import sys

import click
import psycopg

from storefront.cli.migrate import newest_revision

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


def main() -> None:
    if len(sys.argv) != 2:
        click.echo(__doc__, err=True)
        sys.exit(2)
    found = broken(sys.argv[1])
    for each in found:
        click.echo(f"BROKEN {each}")
    click.echo(f"{len(_QUESTIONS) + 1} things looked at, {len(found)} broken")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
