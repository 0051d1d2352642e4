"""Findings as a person reads them, and the refusal of a path that leads to no theme."""

import zipfile
from pathlib import Path

from storefront.cli.printing import printable
from tenants.kit.errors import Invalid
from themes.engine import Finding


class NoThemeThere(Invalid):
    """The path leads to neither a folder nor a zip."""


def require_theme(path: Path) -> None:
    """Raises NoThemeThere."""
    if not path.exists():
        raise NoThemeThere(f"{path}: there is no such folder or zip")
    if not path.is_dir() and not zipfile.is_zipfile(path):
        raise NoThemeThere(f"{path} is neither a folder nor a zip that can be read")


def line_of(finding: Finding) -> str:
    """`file:line: reason – mend`, in characters that a terminal only shows; a file's name may be anybody's."""
    mend = f" – {finding.mend}" if finding.mend else ""
    return printable(f"{finding.file}:{finding.line}: {finding.reason}{mend}")


def counted(number: int, noun: str) -> str:
    """In English: `1 finding`, `2 findings`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
