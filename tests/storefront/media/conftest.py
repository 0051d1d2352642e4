"""A shop to put pictures in, and both of the real stores: a folder, and a bucket of a real S3 server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storefront import media
from storefront.media.gateway.s3 import S3Store
from tenants.isolation import Database
from tests.factories.tenants import a_tenant
from tests.storefront.media.seaweed import S3Server, Seaweed


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    server = Seaweed(tmp_path_factory.mktemp("seaweed"))
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture
def s3_access(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    """The server, with the process's AWS environment set to enter it."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_server.secret)
    return s3_server


@pytest.fixture
def s3_store(s3_access: S3Server, request: pytest.FixtureRequest) -> Iterator[S3Store]:
    """A store below a prefix that no other test uses, so that each begins empty."""
    prefix = f"test-{abs(hash(request.node.nodeid)):x}"
    store = S3Store(s3_access.bucket, prefix=prefix, endpoint_url=s3_access.endpoint_url)
    yield store
    store.delete_prefix("t/")
    store.close()


@pytest.fixture
def folder_store(tmp_path: Path) -> media.FolderStore:
    return media.FolderStore(tmp_path / "media")


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest) -> media.MediaStore:
    """Each of the two stores in turn: what a test promises of one holds for the other."""
    chosen: media.MediaStore = request.getfixturevalue(f"{request.param}_store")
    return chosen


@pytest.fixture
def shop(database: Database) -> int:
    return open_shop(database)


@pytest.fixture
def other_shop(database: Database) -> int:
    return open_shop(database)


def open_shop(database: Database) -> int:
    with database.platform() as session:
        tenant_id = a_tenant(session).id
    assert tenant_id is not None
    return tenant_id
