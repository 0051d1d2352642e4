"""A worker's sign of life, and the look at it: `python -m storefront.heartbeat FILE` ends with 1 where it hangs.

A container asks every half minute, so nothing but the standard library is imported here.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

BEAT_SECONDS = 5.0
# A worker that is busy or waits for its database beats on; one whose loop is blocked does not.
SILENT_SECONDS = 60.0
# The longest job makes the prices or search entries of a large shop anew, in minutes.
STUCK_SECONDS = 3600.0


async def beat(file: Path, begun: Mapping[object, float]) -> None:
    """Write to the file, for ever, when the longest of the running jobs began. `begun`: each running job's moment."""
    while True:
        unfinished = file.with_name(file.name + ".new")
        unfinished.write_text(json.dumps({"at": time.time(), "oldest_job_began": min(begun.values(), default=None)}))
        unfinished.replace(file)
        await asyncio.sleep(BEAT_SECONDS)


def what_is_wrong(file: Path, *, silent: float = SILENT_SECONDS, stuck: float = STUCK_SECONDS) -> str:
    """Why the worker is taken to hang; empty while it is well."""
    try:
        told = json.loads(file.read_text())
    except (OSError, ValueError) as error:
        return f"no sign of life: {error}"
    now = time.time()
    if now - told["at"] > silent:
        return f"silent for {now - told['at']:.0f} seconds"
    began = told["oldest_job_began"]
    if began is not None and now - began > stuck:
        return f"a job has been running for {now - began:.0f} seconds"
    return ""


def main() -> None:
    """End with what is wrong of the worker that writes the file, or with 0."""
    parser = argparse.ArgumentParser(prog="python -m storefront.heartbeat", description="Whether a worker is well.")
    parser.add_argument("file", type=Path, help="what `storefront worker --heartbeat` writes")
    parser.add_argument("--silent", type=float, default=SILENT_SECONDS, help="after how many seconds it hangs")
    parser.add_argument("--stuck", type=float, default=STUCK_SECONDS, help="how many seconds a job may take")
    wanted = parser.parse_args()
    if wrong := what_is_wrong(wanted.file, silent=wanted.silent, stuck=wanted.stuck):
        sys.exit(wrong)


if __name__ == "__main__":
    main()
