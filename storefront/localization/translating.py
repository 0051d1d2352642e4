"""Texts that a shop writes in one language and translates: what they are, and how a translation is seen to be stale.

A translation is made from a text. When that text changes, the translation is stale until somebody looks at it again.
Domains say which texts they hold; `storefront.translations` takes them out and brings them in.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from tenants import lifecycle

_DIGEST_LENGTH = 16
_BATCH = 5_000
_MARK = text("""
    insert into translation_mark (tenant_id, resource, resource_id, language, digests)
    select :tenant_id, :resource, new.resource_id, new.language, new.digests
    from jsonb_to_recordset(cast(:rows as jsonb)) as new (resource_id bigint, language text, digests jsonb)
    on conflict (tenant_id, resource, resource_id, language)
        do update set digests = translation_mark.digests || excluded.digests""")

# By id and language: the source of each field that was translated.
Marks = Mapping[tuple[int, str], Mapping[str, str]]
# One thing's texts by language and field.
Written = Mapping[str, Mapping[str, str]]
# The texts of things in one language: by id, then field.
Stored = Callable[[Sequence[int], str], Mapping[int, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class TranslatableText:
    """One field in all its languages. `most` is how many characters it may have; HTML is cleaned when it is written."""

    texts: Mapping[str, str]
    most: int
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class Translatable:
    """One thing with texts, such as product 12. `note` says to a translator what it is."""

    resource: str
    id: int
    note: str
    fields: Mapping[str, TranslatableText]


def source_digest(source: str) -> str:
    """Equal for equal texts."""
    return hashlib.sha256(source.encode()).hexdigest()[:_DIGEST_LENGTH]


def mark_translated(session: Session, tenant_id: int, resource: str, marks: Marks) -> None:
    """Keep what translations were made from, each field apart from the others. Safe to repeat."""
    rows = [
        {
            "resource_id": number,
            "language": language,
            "digests": digests,
        }
        for (number, language), sources in marks.items()
        if (digests := {field: source_digest(source) for field, source in sources.items() if source})
    ]
    for start in range(0, len(rows), _BATCH):
        batch = json.dumps(rows[start : start + _BATCH])
        session.execute(_MARK, {"tenant_id": tenant_id, "resource": resource, "rows": batch})


def source_language(session: Session, tenant_id: int) -> str:
    """The language that the shop writes in, and translates from."""
    return lifecycle.tenant_by_id(session, tenant_id).primary_language


def mark_written(
    session: Session, tenant_id: int, resource: str, written: Mapping[int, Written], stored: Stored
) -> None:
    """Keep what texts that were just written, by id, language and field, were translated from.

    Their source is among them, or else is what `stored` answers with for their ids in the source language.
    """
    own = source_language(session, tenant_id)
    sources = {number: texts[own] for number, texts in written.items() if own in texts}
    elsewhere = [number for number in written if number not in sources]
    if elsewhere:
        sources.update(stored(elsewhere, own))
    marks = {
        (number, language): {field: sources[number][field] for field, text in fields.items() if text}
        for number, texts in written.items()
        if number in sources
        for language, fields in texts.items()
        if language != own
    }
    mark_translated(session, tenant_id, resource, marks)
