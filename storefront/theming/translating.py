"""The texts of a shop's look in all their languages, and translations of them brought in.

A text is a setting that holds a table by language. It is named by its place, such as
`templates.home.sections.hero.settings.heading`: sections and blocks go by their ids, or else by their numbers.
"""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session

from storefront.localization import Translatable, TranslatableText
from storefront.theming import reads
from storefront.theming.models import ThemeVersion
from tenants.kit import clock

TRANSLATED = "theme"
_ONLY = 0
_MOST_TEXT = 20_000  # as `themes.engine` accepts it

_ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|[/#?])", re.IGNORECASE)

# Any: JSON.
_Json = Any


def translatable(session: Session) -> list[Translatable]:
    """The live look's texts, as one thing. Raises NoLiveTheme."""
    live = reads.live_theme(session)
    fields = {
        path: TranslatableText(texts, _MOST_TEXT)
        for path, texts in _texts({"settings": live.settings, "templates": live.templates})
    }
    return [Translatable(TRANSLATED, _ONLY, live.theme, fields)] if fields else []


def write_translation(session: Session, tenant_id: int, *, language: str, texts: Mapping[str, str]) -> None:
    """Publish the live look once more with texts by place in a language; a draft gets those that it has a place for.

    Nothing else of the look changes. Raises NoLiveTheme.
    """
    place = reads.pointers(session, tenant_id)
    live, draft = reads.live_theme(session), reads.find_draft(session)
    now = clock.now()
    settings, templates = _with_texts(live, language, texts)
    version = ThemeVersion(
        tenant_id=tenant_id,
        theme=live.theme,
        settings=settings,
        templates=templates,
        note=live.note,
        edited_at=now,
        published_at=now,
    )
    session.add(version)
    session.flush()
    assert version.id is not None, "a flushed row has its id"
    place.live_id = version.id
    if draft is not None:
        draft.settings, draft.templates = _with_texts(draft, language, texts)
        session.add(draft)
    session.add(place)
    session.flush()


def _with_texts(version: ThemeVersion, language: str, texts: Mapping[str, str]) -> tuple[dict[str, _Json], ...]:
    whole = {"settings": copy.deepcopy(version.settings), "templates": copy.deepcopy(version.templates)}
    for path, table in _texts(whole):
        if path in texts:
            table[language] = texts[path]
    return whole["settings"], whole["templates"]


def _texts(node: _Json, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every table by language with its place. Only a setting's value can be one."""
    if isinstance(node, list):
        for place, each in enumerate(node):
            name = each.get("id", place) if isinstance(each, dict) else place
            yield from _texts(each, f"{path}.{name}")
    elif isinstance(node, dict):
        for key, value in node.items():
            inside = f"{path}.{key}" if path else key
            if key == "settings" and isinstance(value, dict):
                yield from ((f"{inside}.{name}", each) for name, each in value.items() if _is_worded(each))
            else:
                yield from _texts(value, inside)


def _is_worded(value: _Json) -> bool:
    """A table by language of words; one of addresses is the merchant's to choose, not a translator's."""
    if not isinstance(value, dict) or not value or not all(isinstance(text, str) for text in value.values()):
        return False
    return not all(_ADDRESS.match(text) for text in value.values())
