"""The launch file, 1,972 businesses, through the command that an operator runs: seconds and peak memory."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.pages import environment_of
from tests.database import clone_database, settings_for

FILE = Path(__file__).parents[1] / "data" / "launch_1972.csv"
TARGET_SECONDS = 60
TARGET_MEGABYTES = 300


def run() -> None:
    settings = settings_for(clone_database("bench_onboarding"), Path(os.devnull).parent / "media")
    print("\nOnboarding of 1,972 businesses from a file")
    for turn in ("first run", "second run"):
        began = time.perf_counter()
        command = [sys.executable, "-m", "storefront", "tenants", "import", str(FILE), "--json"]
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.peak", *command],
            env={**os.environ, **environment_of(settings)},
            check=True,
            stdout=subprocess.PIPE,
        )
        seconds = time.perf_counter() - began
        peak = int(told.stdout) / 1024
        verdict = "met   " if seconds < TARGET_SECONDS and peak < TARGET_MEGABYTES else "MISSED"
        print(f"  {verdict} {turn}: {seconds:.1f} s (< {TARGET_SECONDS}), {peak:.0f} MB (< {TARGET_MEGABYTES})")
