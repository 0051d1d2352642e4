"""What the command line and the rotation of passwords share: a server of its own, as one rents it."""

from collections.abc import Iterator

import pytest

from tests.rented_server import RentedServer


@pytest.fixture(scope="session")
def rented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RentedServer]:
    """Roles and databases stay from one test to the next; passwords are each test's own matter."""
    server = RentedServer(tmp_path_factory.mktemp("rented"))
    server.start()
    yield server
    server.stop()
