"""The wall around what strangers write: a child process with limits on memory and time, which may be killed.

Parsing and folding cost before any budget runs, so a theme that is not ours is read, compiled and first rendered in
here. The child has no secrets in its environment and answers with findings, one a line, as JSON.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from themes.engine.errors import ThemeError
from themes.engine.findings import Finding
from themes.engine.library import OUR_THEMES, Theme, ThemeLibrary
from themes.engine.lint import inspect
from themes.engine.lint.browser import SavedPage
from themes.engine.preview import preview, self_contained

MOST_FINDINGS: Final = 2_000
TELLING_LANGUAGES: Final = ("ar", "zh-Hans", "ru", "de")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may take: seconds, of the clock and of the processor, and bytes of address space."""

    seconds: int = 60
    memory: int = 1_000_000_000


USUAL_LIMITS: Final = Limits()


def check(folder: Path, *, parents: Path = OUR_THEMES, limits: Limits = USUAL_LIMITS) -> list[Finding]:
    """Everything that is wrong with a theme's folder. Its parents are looked for in the folder `parents`."""
    return _ask("check", folder, parents=parents, limits=limits)


def trial_render(folder: Path, *, parents: Path = OUR_THEMES, limits: Limits = USUAL_LIMITS) -> list[Finding]:
    """What keeps a theme from being installed: everything compiled and rendered once. Empty when it may go live."""
    return [finding for finding in _ask("try", folder, parents=parents, limits=limits) if finding.is_refusal]


def saved_pages(folder: Path, *, parents: Path = OUR_THEMES, limits: Limits = USUAL_LIMITS) -> list[SavedPage]:
    """Every page of a theme with the samples, in the languages that show what a layout is worth. May be cut short."""
    output, _ = _run("save", folder, parents=parents, limits=limits)
    return [SavedPage(**page) for page in _lines(output)]


def _ask(task: str, folder: Path, *, parents: Path, limits: Limits) -> list[Finding]:
    output, status = _run(task, folder, parents=parents, limits=limits)
    findings = [Finding(**found) for found in _lines(output)]
    if status is None:
        findings.append(_stopped(f"reading and rendering it takes longer than {limits.seconds} seconds"))
    elif status != 0:
        findings.append(_stopped("reading and rendering it takes more memory or time than a theme may"))
    return findings


def _run(task: str, folder: Path, *, parents: Path, limits: Limits) -> tuple[bytes, int | None]:
    """The child's output, and its exit status, or None where it had to be killed."""
    root = str(OUR_THEMES.parent)
    arguments = [task, str(folder.resolve()), str(parents.resolve()), str(limits.seconds), str(limits.memory)]
    child = subprocess.Popen(
        [sys.executable, "-m", "themes.engine.wall", *arguments],
        cwd=root,
        env={"PYTHONPATH": root, "PYTHONUTF8": "1", "PATH": os.defpath},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        output, _ = child.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        output, _ = child.communicate()
        return output, None
    return output, child.returncode


def _lines(output: bytes) -> Iterator[dict[str, Any]]:
    for line in output.splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            return  # the line in which the child was killed


def _stopped(reason: str) -> Finding:
    return Finding("theme.toml", 0, reason, "make its templates and files simpler", is_refusal=True)


def _work(arguments: Sequence[str]) -> int:
    """What the child does."""
    task, folder, parents, seconds, memory = arguments
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    path = Path(folder)
    base = ThemeLibrary(Path(parents))
    library = base if path.parent == OUR_THEMES else ThemeLibrary(path.parent, base=base)
    answers = _saved(library.theme(path.name), library) if task == "save" else _found(library, path.name, task)
    try:
        for number, answer in enumerate(answers):
            if number < MOST_FINDINGS:
                sys.stdout.write(json.dumps(answer) + "\n")
                sys.stdout.flush()
    except ThemeError as error:
        sys.stdout.write(json.dumps(_stopped(str(error)).as_json()) + "\n")
    return 0


def _found(library: ThemeLibrary, slug: str, task: str) -> Iterator[dict[str, object]]:
    for finding in inspect(library, slug, thorough=task == "check"):
        yield finding.as_json()


def _saved(theme: Theme, library: ThemeLibrary) -> Iterator[dict[str, object]]:
    for kind in theme.package.pages:
        for language in TELLING_LANGUAGES:
            html, _ = preview(theme, kind, language)
            yield {"kind": kind, "language": language, "html": self_contained(html, library)}


if __name__ == "__main__":
    sys.exit(_work(sys.argv[1:]))
