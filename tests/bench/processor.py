"""Processor time of a database server, apart from that of whoever asks it. Reads /proc, so it is for Linux."""

import os
from pathlib import Path

import psycopg

_TICKS = os.sysconf("SC_CLK_TCK")


def server_seconds(superuser_url: str) -> float:
    """What a server's processes have used so far: those that live, and those that the first one has seen end."""
    with psycopg.connect(superuser_url) as connection:
        row = connection.execute("show data_directory").fetchone()
    assert row is not None
    first = int((Path(row[0]) / "postmaster.pid").read_text().split("\n", 1)[0])
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        pid, parent, own, ended = _read(stat)
        used += own + ended if pid == first else own if parent == first else 0
    return used / _TICKS


def _read(stat: Path) -> tuple[int, int, int, int]:
    """Process, parent, ticks of its own, ticks of its children that ended (proc(5), fields 1, 4, 14 to 17)."""
    try:
        pid, _, rest = stat.read_text().partition(" (")
    except OSError:  # it ended just now
        return 0, 0, 0, 0
    fields = rest.rpartition(") ")[2].split()
    return int(pid), int(fields[1]), int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
