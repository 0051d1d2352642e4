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
from pathlib import Path
from typing import Final

from themes.engine.errors import ThemeError
from themes.engine.findings import Finding
from themes.engine.library import OUR_THEMES, ThemeLibrary
from themes.engine.lint import inspect

MOST_SECONDS: Final = 60
MOST_MEMORY: Final = 1_000_000_000  # bytes of address space
MOST_FINDINGS: Final = 2_000


def check(folder: Path, *, seconds: int = MOST_SECONDS, memory: int = MOST_MEMORY) -> list[Finding]:
    """Everything that is wrong with a theme's folder. Parents are looked for among our themes."""
    return _ask(folder, "check", seconds=seconds, memory=memory)


def trial_render(folder: Path, *, seconds: int = MOST_SECONDS, memory: int = MOST_MEMORY) -> list[Finding]:
    """What keeps a theme from being installed: everything compiled and rendered once. Empty when it may go live."""
    return [finding for finding in _ask(folder, "try", seconds=seconds, memory=memory) if finding.is_refusal]


def _ask(folder: Path, task: str, *, seconds: int, memory: int) -> list[Finding]:
    root = str(OUR_THEMES.parent)
    command = [sys.executable, "-m", "themes.engine.wall", task, str(folder.resolve()), str(seconds), str(memory)]
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
    task, folder, seconds, memory = arguments
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    path = Path(folder)
    ours = ThemeLibrary()
    library = ours if path.parent == ours.root else ThemeLibrary(path.parent, base=ours)
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
