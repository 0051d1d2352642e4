"""Build what the image builds, by the image's own steps, in a clean folder and without a container engine.

    python -m infra.image.build DIR

Reads the Dockerfile's stages `build` and `listing` and does what they say: COPY from a fresh checkout of what is
committed, RUN with `/app`, `/tools`, `/build` and `/listing` standing for folders in DIR. The results are DIR/app, with
`bin/storefront` to start, and DIR/listing, what this machine has where the image has its base.
"""

import re
import shlex
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCKERFILE = Path(__file__).with_name("Dockerfile")
_PLACES = ("/app", "/tools", "/build", "/listing")


class BuildFailed(Exception):
    """A step ended badly; the message is what it said last."""


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: COPY, RUN, USER and so on, and everything after the word."""

    word: str
    rest: str


def stages(text: str) -> dict[str, list[Step]]:
    """The Dockerfile's instructions by the name of their stage. Continued lines are one."""
    found: dict[str, list[Step]] = {}
    current: list[Step] = []
    for line in re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^\s*#.*\n", "", text)).splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            current = found.setdefault(rest.rpartition(" AS ")[2], [])
        elif word:
            current.append(Step(word, rest.strip()))
    return found


def build(place: Path, *, only: str = "") -> Iterator[str]:
    """Do each step of the stages that make something, and say it. Raises BuildFailed."""
    source = place / "source"
    source.mkdir(parents=True)
    archived = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD"], capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(archived.stdout)) as files:
        files.extractall(source, filter="data")
    where = place
    recipe = stages(DOCKERFILE.read_text(encoding="utf-8"))
    for step in recipe[only] if only else recipe["build"] + recipe["listing"]:
        yield f"{step.word} {step.rest[:100]}"
        if step.word == "WORKDIR":
            where = place / step.rest.strip("/")
            where.mkdir()
        elif step.word == "COPY":
            *names, target = step.rest.split()
            _copy(source, names, where / target)
        elif step.word == "RUN":
            _run(_here(step.rest, place), where)
        else:
            raise BuildFailed(f"a step that can not be done here: {step.word}")


def _copy(source: Path, names: list[str], target: Path) -> None:
    for name in names:
        if (source / name).is_dir():
            shutil.copytree(source / name, target)
        else:
            shutil.copy(source / name, target)


def _here(command: str, place: Path) -> str:
    """The command with the image's folders replaced by those of the place."""
    for name in _PLACES:
        command = re.sub(rf"(?<![\w.]){name}\b", shlex.quote(f"{place}{name}"), command)
    return command


def _run(command: str, where: Path) -> None:
    done = subprocess.run(["sh", "-c", command], cwd=where, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BuildFailed(" | ".join((done.stderr or done.stdout).strip().splitlines()[-3:]))


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    place = Path(sys.argv[1]).resolve()
    try:
        for said in build(place):
            sys.stdout.write(f"{said}\n")
    except BuildFailed as reason:
        sys.exit(f"not built: {reason}")


if __name__ == "__main__":
    main()
