"""Translations brought in: checked as a whole, then written, each marked with the source that it was made from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from storefront import catalog, content, localization, search, shipping, theming
from storefront.translations.checks import normal, problems_of
from storefront.translations.errors import (
    Problem,
    ProblemReason,
    TranslationsRefused,
    UnreadableTranslations,
)
from storefront.translations.files import Doubt, Entry
from storefront.translations.units import SHOP, State, Unit, units
from tenants import lifecycle

_NEEDS_TITLE = {"product", "collection", "document"}
# No translation is made from this; a mark with it is stale until somebody looks again.
_UNSURE = "\0"


@dataclass(frozen=True, slots=True)
class Imported:
    """How many units were written, how many of those are stale already, how many the shop had so, and were empty."""

    written: int
    stale: int
    unchanged: int
    empty: int


@dataclass(frozen=True, slots=True)
class _Change:
    unit: Unit
    text: str
    made_from: str


def import_translations(
    session: Session, tenant_id: int, *, language: str, entries: Sequence[Entry], dry_run: bool = False
) -> Imported:
    """Write every translation of a file that differs from what the shop has. Units without one are passed over.

    One made from an older source is taken and stays stale, as is one that its translator is not sure of. Raises
    TranslationsRefused with every problem, and UnreadableTranslations for the shop's own language; then nothing has
    changed. For the platform role, bound to the shop.
    """
    wanted = str(localization.tag(language))
    if wanted == localization.source_language(session, tenant_id):
        raise UnreadableTranslations(f"{wanted} is the language that the shop translates from")
    known = {unit.id: unit for unit in units(session, tenant_id, wanted)}
    filled = [entry for entry in entries if entry.target.strip()]
    changes = [change for entry in filled if (change := _change(entry, known.get(entry.id))) is not None]
    problems = _problems(entries, filled, known) or _without_title(changes, known)
    if problems:
        raise TranslationsRefused(problems)
    if not dry_run:
        _write(session, tenant_id, wanted, changes)
    return Imported(
        written=len(changes),
        stale=sum(change.made_from != change.unit.source for change in changes),
        unchanged=len(filled) - len(changes),
        empty=len(entries) - len(filled),
    )


def _problems(entries: Sequence[Entry], filled: Sequence[Entry], known: Mapping[str, Unit]) -> list[Problem]:
    found = [Problem(unit, ProblemReason.TWICE) for unit, times in Counter(e.id for e in entries).items() if times > 1]
    for entry in filled:
        unit = known.get(entry.id)
        if unit is None:
            found.append(Problem(entry.id[:100], ProblemReason.UNKNOWN_ID))
        elif normal(entry.target, is_html=unit.is_html) != unit.target:
            found += problems_of(unit, entry.target)
    return found


def _without_title(changes: Sequence[_Change], known: Mapping[str, Unit]) -> list[Problem]:
    """A product, collection or document is there in a language from its title on."""
    titled = {change.unit.id for change in changes if change.unit.field == "title"}
    found = []
    for change in changes:
        unit = change.unit
        title = f"{unit.resource}/{unit.resource_id}/title"
        is_new = unit.resource in _NEEDS_TITLE and unit.field != "image_alt" and not known[title].target
        if is_new and title not in titled:
            found.append(Problem(unit.id, ProblemReason.NO_TITLE))
    return found


def _change(entry: Entry, unit: Unit | None) -> _Change | None:
    """None where the shop has it so: the same text, and made from the same source or not said to be looked at."""
    if unit is None:
        return None
    text = normal(entry.target, is_html=unit.is_html)
    is_doubtful = entry.doubt is Doubt.ALWAYS or (entry.doubt is Doubt.UNLESS_CHANGED and text == unit.target)
    made_from = _UNSURE if is_doubtful else entry.source
    if text == unit.target and (unit.state is not State.STALE or made_from != unit.source):
        return None
    return _Change(unit, text, made_from)


def _write(session: Session, tenant_id: int, language: str, changes: Sequence[_Change]) -> None:
    by_thing: dict[tuple[str, int], list[_Change]] = {}
    for change in changes:
        by_thing.setdefault((change.unit.resource, change.unit.resource_id), []).append(change)
    for (resource, number), changed in by_thing.items():
        texts = {change.unit.field: change.text for change in changed if change.text != change.unit.target}
        if texts:
            _write_thing(session, tenant_id, (resource, number), language=language, texts=texts)
        made_from = {change.unit.field: change.made_from for change in changed}
        localization.mark_translated(session, tenant_id, resource, {(number, language): made_from})
    search.index_products(session, tenant_id, [number for resource, number in by_thing if resource == "product"])


def _write_thing(
    session: Session, tenant_id: int, thing: tuple[str, int], *, language: str, texts: Mapping[str, str]
) -> None:
    resource, number = thing
    if resource == SHOP:
        lifecycle.set_tagline(session, tenant_id, language, texts["tagline"])
    elif resource == theming.TRANSLATED:
        theming.write_translation(session, tenant_id, language=language, texts=texts)
    elif resource in shipping.TRANSLATED:
        shipping.write_translation(session, resource=resource, resource_id=number, language=language, texts=texts)
    else:
        domain = content if resource in content.TRANSLATED else catalog
        domain.write_translation(
            session, tenant_id, resource=resource, resource_id=number, language=language, texts=texts
        )
