"""Whether a worker hangs, as its container asks: of a real worker that does, and of each sign of life."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storefront.heartbeat import what_is_wrong
from tenants.kit.settings import Settings
from tests.storefront.cli.commands import ROOT, eventually
from tests.storefront.test_worker import Queue, queue, tenant_id, working

__all__ = ["queue", "tenant_id"]  # fixtures


def asked(file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "storefront.heartbeat", str(file), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_worker_that_hangs_is_found_out_and_one_that_goes_on_is_well(
    queue: Queue, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "alive"
    with working(tmp_path, settings, "--heartbeat", str(file)):
        eventually(file.exists)
        assert asked(file).returncode == 0
        queue.put("practice.freeze", "frozen")
        eventually(lambda: queue.marks("frozen"))
        eventually(lambda: what_is_wrong(file, silent=2) != "")
        hanging = asked(file, "--silent", "2")
        assert (hanging.returncode, hanging.stderr.startswith("silent for ")) == (1, True)
        (queue.folder / "go-on").touch()
        eventually(lambda: what_is_wrong(file, silent=2) == "")


def test_a_job_that_never_ends_is_found_out(tmp_path: Path) -> None:
    file = tmp_path / "alive"
    file.write_text(json.dumps({"at": time.time(), "oldest_job_began": time.time() - 3700}))
    assert what_is_wrong(file).startswith("a job has been running for 37")
    assert what_is_wrong(file, stuck=4000) == ""


@pytest.mark.parametrize("text", [None, "", "{", "\0"])
def test_a_worker_that_has_written_nothing_to_read_is_not_well(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "alive"
    if text is not None:
        file.write_text(text)
    assert what_is_wrong(file).startswith("no sign of life: ")


def test_the_look_imports_nothing_of_the_application(tmp_path: Path) -> None:
    """It is asked for twice a minute on half a processor."""
    listing = "import sys, storefront.heartbeat; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", listing], cwd=ROOT, capture_output=True, text=True, check=True)
    ours = [name for name in done.stdout.split() if name.partition(".")[0] in ("storefront", "tenants", "themes")]
    assert ours == ["storefront", "storefront.heartbeat"]
    assert not {"sqlalchemy", "pydantic", "structlog"} & set(done.stdout.split())
