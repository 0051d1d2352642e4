"""Rules of taxes are tried on one day, so that none of them grows old while the tests live on."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-11-27T12:00:00Z", tick=True):
        yield
