"""Running a command in this process: quick, and enough for what ends at once."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from storefront.cli.main import main
from tenants.kit.settings import PREFIX

Command = Callable[..., "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    out: str
    err: str


@pytest.fixture
def storefront(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Said]:
    """`storefront(*arguments, **variables)`, in an empty folder and with no other settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)

    def run(*arguments: str, variables: Mapping[str, str] | None = None) -> Said:
        with monkeypatch.context() as during:
            during.setattr(sys, "argv", ["storefront", *arguments])
            for name, value in (variables or {}).items():
                during.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return run
