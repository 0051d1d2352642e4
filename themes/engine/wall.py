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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from themes.engine.errors import ThemeError
from themes.engine.findings import Finding
from themes.engine.library import OUR_THEMES, ThemeLibrary
from themes.engine.lint import inspect

MOST_FINDINGS: Final = 2_000


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


def _ask(task: str, folder: Path, *, parents: Path, limits: Limits) -> list[Finding]:
    root = str(OUR_THEMES.parent)
    seconds, memory = limits.seconds, limits.memory
    paths = [str(folder.resolve()), str(parents.resolve())]
    command = [sys.executable, "-m", "themes.engine.wall", task, *paths, str(seconds), str(memory)]
    child = subprocess.Popen(
        command, cwd=root, env={"PYTHONPATH": root, "PYTHONUTF8": "1", "PATH": os.defpath},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        output, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        output, _ = child.communicate()
        return [*_findings(output), _stopped(f"reading and rendering it takes longer than {seconds} seconds")]
    findings = _findings(output)
    if child.returncode != 0:
        findings.append(_stopped("reading and rendering it takes more memory or time than a theme may"))
    return findings


def _findings(output: bytes) -> list[Finding]:
    findings = []
    for line in output.splitlines():
        try:
            findings.append(Finding(**json.loads(line)))
        except (ValueError, TypeError):
            continue  # the line in which the child was killed
    return findings


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
    try:
        for number, finding in enumerate(inspect(library, path.name, thorough=task == "check")):
            if number < MOST_FINDINGS:
                sys.stdout.write(json.dumps(finding.as_json()) + "\n")
                sys.stdout.flush()
    except ThemeError as error:
        sys.stdout.write(json.dumps(_stopped(str(error)).as_json()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(_work(sys.argv[1:]))
