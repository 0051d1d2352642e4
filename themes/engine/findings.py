"""What the lint says about a theme."""

from dataclasses import asdict, dataclass

from themes.engine.errors import ThemeRefused


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault: where it is, what it is and how to mend it. `line` is 0 when the whole file is meant.

    A theme with a refusal can not be installed; other findings are for its author to weigh.
    """

    file: str
    line: int
    reason: str
    mend: str = ""
    is_refusal: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.reason}" + (f" → {self.mend}" if self.mend else "")

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def refusal(error: ThemeRefused, mend: str = "") -> Finding:
    """What the engine refused as a finding that keeps the theme from being installed."""
    return Finding(error.file, error.line, error.reason, mend, is_refusal=True)
