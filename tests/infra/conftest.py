"""Terraform, prepared once a process; a clear word where it or its provider is absent."""

from collections.abc import Iterator

import pytest

from infra.tools.terraform import Absent, Terraform, terraform


@pytest.fixture(scope="session")
def zone_root() -> Iterator[Terraform]:
    try:
        with terraform() as ready:
            yield ready
    except Absent as reason:
        pytest.skip(f"the cloud's plans are not tried here: {reason}")
