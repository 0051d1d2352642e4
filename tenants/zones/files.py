"""Reading a zone from its file."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from tenants.zones.errors import BadZone
from tenants.zones.rules import Zone

SHIPPED_ZONE = Path(__file__).with_name("malaysia.toml")


def load_zone(path: Path | None = None) -> Zone:
    """The zone of a file; without one, the Malaysian zone. Raises BadZone with one line for the first thing wrong."""
    file = path or SHIPPED_ZONE
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadZone(f"{file}: can not be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadZone(f"{file}: is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise BadZone(f"{file}: is not TOML: {error}") from None
    try:
        return Zone.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadZone(f"{file}: {_key(first['loc'])}{_reason(first['type'], first['msg'])}") from None


def _key(location: Sequence[int | str]) -> str:
    dotted = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return f"{dotted.lstrip('.')}: " if dotted else ""


def _reason(kind: str, message: str) -> str:
    known = {"extra_forbidden": "there is no such key", "missing": "is missing"}
    return known.get(kind, message.removeprefix("Value error, "))
