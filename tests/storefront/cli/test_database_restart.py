"""A database that is restarted while everything runs: told honestly, lost by nobody, healed by itself."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from storefront import theming
from storefront.cli.embedded_postgres import EmbeddedPostgres
from storefront.cli.migrate import upgrade_database
from storefront.cli.server_setup import create_database, prepare_server
from tenants import lifecycle
from tenants.isolation import Database, enqueue
from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tenants.kit.settings import Settings
from tests.factories.catalog import a_shop
from tests.storefront.cli.commands import ask, environment, eventually, running, serving
from tests.storefront.test_worker import PROGRAM
from themes.engine import ThemeData

HEALED = 5.0


class OwnServer:
    """A PostgreSQL that a test may stop and start, always to be found at the same address."""

    def __init__(self, folder: Path) -> None:
        self._server = EmbeddedPostgres(folder / "data")
        # A socket's path has to be short, which a test's folder is not.
        self._home = tempfile.TemporaryDirectory(prefix="pg-")
        self._address = Path(self._home.name) / "s"

    def start(self) -> None:
        self._server.start()
        sockets = parse_qs(urlsplit(self._server.superuser_url()).query)["host"][0]
        self._address.unlink(missing_ok=True)
        self._address.symlink_to(sockets)
        Path(self._home.name).chmod(0o755)

    def stop(self) -> None:
        self._server.stop()

    def remove(self) -> None:
        self._server.stop()
        self._home.cleanup()

    def prepare(self) -> None:
        superuser = self._server.superuser_url()
        prepare_server(superuser, dict.fromkeys((OWNER, SERVING, PLATFORM), "p"))
        create_database(superuser, "zone")
        upgrade_database(self.url(OWNER))

    def url(self, role: str) -> str:
        return f"postgresql://{role}:p@/zone?host={self._address}"


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[OwnServer]:
    server = OwnServer(tmp_path)
    try:
        server.start()
        server.prepare()
        yield server
    finally:
        server.remove()


@pytest.mark.slow
def test_a_restart_is_503_meanwhile_and_heals_within_seconds_and_no_job_is_lost(
    own_server: OwnServer, tmp_path: Path
) -> None:
    settings = Settings.model_validate(
        {
            "database_url": own_server.url(SERVING),
            "owner_database_url": own_server.url(OWNER),
            "platform_database_url": own_server.url(PLATFORM),
            "secret_key": "k" * 40,
            "media_url": (tmp_path / "media").as_uri(),
        }
    )
    database = Database(settings)
    shop = a_shop(database)
    with shop.session() as session:
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData())
        host = f"{lifecycle.tenant_by_id(session, shop.tenant_id).slug}.localhost"
    marks = tmp_path / "marks"
    marks.mkdir()
    variables = environment(settings) | {"PRACTICE_MARKS": str(marks)}

    def put(key: str) -> None:
        with shop.session() as session:
            enqueue(session, "practice.slow", tenant_id=shop.tenant_id, key=key)

    def marks_of(key: str) -> int:
        path = marks / key
        return len(path.read_text().split()) if path.exists() else 0

    with serving(tmp_path, settings) as web, running(tmp_path, variables, program=PROGRAM) as worker:
        assert ask(web.port, host).status == 200
        put("under-way")
        eventually(lambda: marks_of("under-way") == 1)
        own_server.stop()

        away = ask(web.port, host)
        assert (away.status, away.headers["retry-after"]) == (503, "5")
        assert "Traceback" not in away.body
        assert ask(web.port, host, "/-/ready").status == 503
        assert ask(web.port, host, "/-/live").status == 200
        eventually(lambda: marks_of("under-way") == 2)
        eventually(lambda: "worker.disconnected" in worker.stderr)

        own_server.start()
        eventually(lambda: ask(web.port, host).status == 200, within=HEALED)
        assert ask(web.port, host, "/-/ready").status == 200
        put("afterwards")
        eventually(lambda: marks_of("afterwards") == 2)
        with psycopg.connect(settings.owner_database_url.get_secret_value()) as connection:  # type: ignore[union-attr]
            # As if half a minute had passed: what became of the job under way could not be written down.
            connection.execute("update procrastinate_workers set last_heartbeat = now() - interval '30 seconds'")
        eventually(lambda: marks_of("under-way") == 4)
        assert (web.end(), worker.end()) == (0, 0)
        assert "Traceback" not in web.stderr
    database.close()
