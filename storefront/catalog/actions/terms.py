"""The words that products share, kept so that each is translated once."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import text
from sqlmodel import Session

from storefront.catalog.errors import BadProduct
from storefront.catalog.models import TermKind
from storefront.richtext import without_nul

MOST_NAME = 200
_NAME = text("""
    insert into term (tenant_id, kind, text, names)
    select :tenant_id, new.kind, new.text, new.names
    from jsonb_to_recordset(cast(:rows as jsonb)) as new (kind text, text text, names jsonb)
    on conflict (tenant_id, kind, text) do update set names = term.names || excluded.names
        where term.names is distinct from term.names || excluded.names""")


def keep_terms(session: Session, tenant_id: int, said: Iterable[tuple[TermKind, str]]) -> None:
    """Have a row for each word that products say, without names yet. Safe to repeat."""
    name_terms(session, tenant_id, {term: {} for term in said})


def name_terms(session: Session, tenant_id: int, names: Mapping[tuple[TermKind, str], Mapping[str, str]]) -> None:
    """Say what words are in languages; names in other languages stay. Raises BadProduct for one that is too long."""
    if any(len(name) > MOST_NAME for named in names.values() for name in named.values()):
        raise BadProduct(f"a name has at most {MOST_NAME} characters")
    rows = [
        {"kind": kind, "text": said, "names": {language: without_nul(name) for language, name in named.items()}}
        for (kind, said), named in sorted(names.items())
        if said
    ]
    if rows:
        session.execute(_NAME, {"tenant_id": tenant_id, "rows": json.dumps(rows)})
