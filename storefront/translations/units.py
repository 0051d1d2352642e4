"""Every text of a shop as one unit of translation: its source, what it is in a language, and whether that is stale."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from storefront import catalog, content, localization, shipping, theming
from storefront.localization import Translatable, TranslatableText, source_digest
from tenants import lifecycle

SHOP = "shop"
MOST_TAGLINE = 300


class State(StrEnum):
    """`CURRENT` also for texts from before marks were kept: nothing speaks against them."""

    MISSING = "missing"
    STALE = "stale"
    CURRENT = "current"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One text. `id` is its name in files, such as `product/12/title`; `target` is empty where there is none yet."""

    id: str
    resource: str
    resource_id: int
    field: str
    note: str
    source: str
    target: str
    state: State
    most: int
    is_html: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a shop, or of one kind of its texts, is there in a language."""

    total: int
    missing: int
    stale: int

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all of it. Stale texts are there."""
        return 100 if self.total == 0 else (self.total - self.missing) * 100 // self.total


def units(session: Session, tenant_id: int, language: str) -> list[Unit]:
    """Every text that the shop has written in its own language, and what it is in another. Raises UnknownLanguage."""
    wanted = str(localization.tag(language))
    source_language = localization.source_language(session, tenant_id)
    marks = localization.translation_marks(session, wanted)
    return [
        _unit(thing, field, text, (source_language, wanted), marks.get((thing.resource, thing.id), {}))
        for thing in things(session, tenant_id)
        for field, text in thing.fields.items()
        if text.texts.get(source_language, "").strip()
    ]


def completeness(units: Sequence[Unit]) -> dict[str, Completeness]:
    """By resource, in the order of the units."""
    counts: dict[str, Counter[State]] = {}
    for unit in units:
        counts.setdefault(unit.resource, Counter())[unit.state] += 1
    return {
        resource: Completeness(count.total(), count[State.MISSING], count[State.STALE])
        for resource, count in counts.items()
    }


def things(session: Session, tenant_id: int) -> Iterator[Translatable]:
    """Everything in the shop that has texts of its own."""
    tenant = lifecycle.tenant_by_id(session, tenant_id)
    yield Translatable(SHOP, 0, tenant.name, {"tagline": TranslatableText(tenant.taglines, MOST_TAGLINE)})
    yield from content.translatable(session, tenant.primary_language)
    yield from shipping.translatable(session)
    yield from catalog.translatable(session, tenant.primary_language)
    try:
        yield from theming.translatable(session)
    except theming.NoLiveTheme:
        return


def _unit(
    thing: Translatable,
    field: str,
    text: TranslatableText,
    languages: tuple[str, str],
    digests: Mapping[str, str],
) -> Unit:
    source_language, language = languages
    source, target = text.texts[source_language], text.texts.get(language, "")
    return Unit(
        id=f"{thing.resource}/{thing.id}/{field}",
        resource=thing.resource,
        resource_id=thing.id,
        field=field,
        note=thing.note,
        source=source,
        target=target,
        state=_state(source, target, digests.get(field)),
        most=text.most,
        is_html=text.is_html,
    )


def _state(source: str, target: str, digest: str | None) -> State:
    if not target:
        return State.MISSING
    return State.CURRENT if digest in (None, source_digest(source)) else State.STALE
