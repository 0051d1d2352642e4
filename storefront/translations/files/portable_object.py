"""A gettext catalogue: the unit's id is the message's context, and a translation that is stale is fuzzy."""

import io
from collections.abc import Sequence

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from storefront.translations.errors import UnreadableTranslations
from storefront.translations.files.entries import Doubt, Entry, Languages
from storefront.translations.units import State, Unit
from tenants.kit import clock


def written(units: Sequence[Unit], languages: Languages) -> bytes:
    """The texts as a PO catalogue in UTF-8."""
    now = clock.now()
    catalog = Catalog(
        locale=languages.target.replace("-", "_"),
        project="storefront",
        header_comment=f"# A shop's texts, from {languages.source} to {languages.target}.",
        creation_date=now,
        revision_date=now,
        fuzzy=False,
    )
    for unit in units:
        flags = ["fuzzy"] if unit.state is State.STALE else []
        catalog.add(unit.source, unit.target, context=unit.id, flags=flags, auto_comments=[" ".join(unit.note.split())])
    out = io.BytesIO()
    write_po(out, catalog, width=0, omit_header=False)
    return out.getvalue()


def read(content: bytes, languages: Languages) -> list[Entry]:
    """The translations in a PO catalogue. Raises UnreadableTranslations, also for another language."""
    try:
        content.decode("utf-8")
        catalog = read_po(io.BytesIO(content), abort_invalid=True, charset="utf-8")
    except (UnicodeDecodeError, PoFileError, ValueError, LookupError) as error:
        raise UnreadableTranslations(f"the file is not a PO catalogue in UTF-8: {error}") from None
    languages.require(languages.source, catalog.locale_identifier or "")
    return [_entry(message) for message in catalog if message.id]


def _entry(message: Message) -> Entry:
    if message.pluralizable or not isinstance(message.id, str) or not isinstance(message.string, str):
        raise UnreadableTranslations("a unit has one source and one translation, not plural forms")
    doubt = Doubt.ALWAYS if message.fuzzy else Doubt.NONE
    return Entry(message.context or "", message.id, message.string, doubt)
