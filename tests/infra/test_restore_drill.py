"""The restore drill itself: nothing archived is lost, a mistake is undone to the moment before it, and it says so."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storefront.cli.commands import eventually

ROOT = Path(__file__).parents[2]
SERVER_ID = "*/original/postgres/postmaster.pid"


@pytest.mark.slow
def test_a_lost_server_and_a_mistake_are_both_undone_and_the_figures_are_printed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infra.drills.restore", "--shops", "6"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    lines = done.stdout.splitlines()
    assert lines[0].endswith(" MB, 6 shops")
    assert lines[1].startswith("after the mistake: recovery time ")
    assert lines[1].endswith(" s, 11 shops, invariants hold")
    assert lines[2].endswith(" s, 3 shops, invariants hold")
    assert lines[3].startswith("recovery point after the loss: ")


@pytest.mark.slow
def test_a_drill_that_is_ended_leaves_no_server_behind(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "infra.drills.restore", "--shops", "6"]

    def server_ids() -> list[str]:
        return [word for each in tmp_path.glob(SERVER_ID) for word in each.read_text().split()[:1]]

    with subprocess.Popen(command, cwd=ROOT, env=environment) as drill:
        try:
            eventually(server_ids)  # the file is there a moment before what stands in it
            server = server_ids()[0]
        finally:
            drill.terminate()
        assert drill.wait(60) == 128 + signal.SIGTERM
    eventually(lambda: not Path(f"/proc/{server}").exists())
