"""`storefront demo` as a real tree of processes: started, killed, started again, and refused with a clear line."""

import contextlib
import json
import os
import random
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from storefront.cli.embedded_postgres import EmbeddedPostgres
from tests.storefront.cli.commands import Running, ask, eventually, free_port, running

PROGRAM = "tests.storefront.practice_demo"
SHOP = """
slug = "small-shop"
name = "Small Shop"
theme = "aurora"
kind = "exporter"
plan = "starter"
industry = "crafts"
registration_no = "202301009999"
owner_name = "Small Owner"
owner_email = "owner@small-shop.example"
email = "hello@small-shop.example"
primary_language = "en"
[tagline]
en = "Not much"
[[markets]]
handle = "my"
languages = ["en", "ms"]
rate = 1.0
rounding = "x.90"
[menus]
main = []
footer = []
"""
DELIVERIES = """
[packing]
region = "14"
days = [0, 1]
[[zones]]
name = "Malaysia"
markets = ["my"]
[[zones.rates]]
market = "my"
name = { en = "Courier" }
carrier = "Pos Laju"
days = [2, 4]
duties = "ddp"
price = "8.00"
"""
SHOP_KEYS = {"slug", "url", "theme", "views", "owner", "api_token"}
KEYS = {
    "base_domain", "port", "platform", "shops", "database_url", "owner_database_url", "stripe_webhook_secret",
    "mail_dir",
}  # fmt: skip


@pytest.fixture
def shops(tmp_path: Path) -> Path:
    """A demo zone of one shop with next to nothing in it."""
    folder = tmp_path / "shops" / "small-shop"
    folder.mkdir(parents=True)
    (folder / "shop.toml").write_text(SHOP)
    for name in ("collections", "products", "documents"):
        (folder / f"{name}.toml").write_text(f"{name} = []\n")
    (folder / "deliveries.toml").write_text(DELIVERIES)
    (folder / "terms.toml").write_text("[material]\n[product_type]\n")
    return folder.parent


@contextmanager
def demo(folder: Path, shops: Path, data_dir: Path, port: int, *arguments: str) -> Iterator[Running]:
    variables = {"PRACTICE_SHOPS": str(shops)}
    with running(
        folder, variables, "--port", str(port), "--data-dir", str(data_dir), *arguments, program=PROGRAM
    ) as process:
        process.port = port
        yield process


@contextmanager
def ready_demo(folder: Path, shops: Path, data_dir: Path, port: int, *arguments: str) -> Iterator[Running]:
    with demo(folder, shops, data_dir, port, *arguments) as process:
        eventually(lambda: "\nready\n" in process.stdout or process.process.poll() is not None, within=180)
        assert process.process.poll() is None, process.stderr
        yield process


def refusal(folder: Path, shops: Path, data_dir: Path, port: int, *arguments: str) -> str:
    """The one line with which a demo does not start."""
    with demo(folder, shops, data_dir, port, *arguments) as process:
        assert process.process.wait(60) == 2, process.stdout
        assert process.stderr.startswith("storefront: ")
        assert process.stderr.count("\n") == 1
        return process.stderr


def descendants(pid: int) -> set[int]:
    children = {
        int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()
    }
    return children.union(*(descendants(child) for child in children))


def are_gone(pids: set[int]) -> bool:
    return not any(is_running(pid) for pid in pids)


def is_running(pid: int) -> bool:
    """A process that has ended and waits for its parent to notice does not count."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def manifest(data_dir: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads((data_dir / "demo.json").read_text())
    return told


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """With spaces in its name, and longer than the path of any socket may be."""
    return tmp_path / "a folder of demo data" / ("long " * 20).strip()


def complaints(demo: Running) -> list[str]:
    """What a demo that ended in time said on stderr, but for what granian says of a process that has just ended."""
    return [line for line in demo.stderr.splitlines() if "after it refused to gracefully stop" not in line]


@pytest.mark.slow
def test_the_life_of_a_demo(tmp_path: Path, shops: Path, data_dir: Path) -> None:
    port = free_port()
    with ready_demo(tmp_path, shops, data_dir, port) as first:
        told = manifest(data_dir)
        check_manifest(data_dir, port)
        assert f"http://small-shop.localhost:{port}/" in first.stdout
        assert "owner@small-shop.example" in first.stdout
        worker = next(pid for pid in descendants(first.process.pid) if b"\0worker\0" in command_line(pid))
        assert os.getpriority(os.PRIO_PROCESS, worker) == 15

        assert "another demo runs on" in refusal(tmp_path, shops, data_dir, free_port())
        assert f"port {port} of 127.0.0.1 is taken" in refusal(tmp_path, shops, tmp_path / "other", port)

        tree = descendants(first.process.pid)
        first.end(signal.SIGKILL)
        eventually(lambda: not any(is_running(pid) for pid in tree if b"storefront" in command_line(pid)), within=5)

    with ready_demo(tmp_path, shops, data_dir, port) as second:
        again = manifest(data_dir)
        assert again["stripe_webhook_secret"] == told["stripe_webhook_secret"]
        assert again["platform"] == told["platform"]
        check_manifest(data_dir, port)
        tree = descendants(second.process.pid)
        assert len(tree) > 4
        assert second.end(signal.SIGINT) == 0
        eventually(lambda: are_gone(tree), within=1)
        assert "Stopping" in second.stdout
        assert complaints(second) == []

    with ready_demo(tmp_path, shops, data_dir, port, "--fresh") as third:
        assert manifest(data_dir)["stripe_webhook_secret"] != told["stripe_webhook_secret"]
        tree = descendants(third.process.pid)
        postgres = int((data_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postgres, signal.SIGQUIT)
        assert third.process.wait(30) == 2
        assert "storefront: PostgreSQL has ended" in third.stderr
        eventually(lambda: are_gone(tree), within=1)


def two_free_ports() -> int:
    """A free port whose next one is free too, of those that no connection is given by chance."""
    while True:
        port = random.randrange(20_000, 32_000)
        with (
            contextlib.suppress(OSError),
            socket.create_server(("127.0.0.1", port)),
            socket.create_server(("127.0.0.1", port + 1)),
        ):
            return port


def accounts(data_dir: Path) -> list[tuple[object, ...]]:
    with psycopg.connect(str(manifest(data_dir)["owner_database_url"])) as connection:
        found = connection.execute("select id from tenant where slug = 'small-shop'").fetchone()
        assert found is not None
        connection.execute("select set_config('app.tenant_id', %s, true)", [str(found[0])])
        return connection.execute("select account_id, takes_charges from payment_account").fetchall()


@pytest.mark.slow
def test_a_demo_beside_the_stand_in_takes_payments_and_remembers_its_accounts(
    tmp_path: Path, shops: Path, data_dir: Path
) -> None:
    port = two_free_ports()
    with ready_demo(tmp_path, shops, data_dir, port, "--stripe-standin") as first:
        check_manifest(data_dir, port)
        assert f"Stripe stand-in  http://127.0.0.1:{port + 1}/" in first.stdout
        [(account, takes_charges)] = accounts(data_dir)
        assert takes_charges is True
        assert ask(port + 1, "127.0.0.1", "/_live").status == 200
        with socket.create_server(("127.0.0.1", 0)) as taken:
            beside = int(taken.getsockname()[1])
            told = refusal(tmp_path, shops, tmp_path / "other", beside - 1, "--stripe-standin")
            assert f"port {beside} of 127.0.0.1 is taken" in told
        tree = descendants(first.process.pid)
        assert first.end(signal.SIGINT) == 0
        eventually(lambda: are_gone(tree), within=1)
        assert first.stderr == ""
    with ready_demo(tmp_path, shops, data_dir, port, "--stripe-standin"):
        assert accounts(data_dir) == [(account, True)]
    with ready_demo(tmp_path, shops, data_dir, port):
        assert ask(port + 1, "127.0.0.1", "/_live").status == 0


def command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def check_manifest(data_dir: Path, port: int) -> None:
    """Exactly the keys of the contract, and every address and account in it works."""
    told = json.loads((data_dir / "demo.json").read_text())
    assert set(told) == KEYS
    assert (told["base_domain"], told["port"]) == ("localhost", port)
    assert set(told["platform"]) == {"url", "email", "password"}
    assert Path(told["mail_dir"]).is_dir()
    assert (data_dir / "demo.json").stat().st_mode & 0o077 == 0
    assert (data_dir / "demo.secrets.json").stat().st_mode & 0o077 == 0
    (shop,) = told["shops"]
    assert set(shop) == SHOP_KEYS
    assert set(shop["owner"]) == {"email", "password"}
    assert [set(view) for view in shop["views"]] == [{"prefix", "language", "market", "currency"}] * 2
    assert shop["url"] == f"http://small-shop.localhost:{port}"
    for view in shop["views"]:
        assert ask(port, f"small-shop.localhost:{port}", view["prefix"] or "/").status == 200
    for name, role in (("database_url", "storefront_serving"), ("owner_database_url", "storefront_owner")):
        with psycopg.connect(told[name]) as connection:
            assert connection.execute("select current_user").fetchone() == (role,)


@pytest.mark.slow
def test_a_data_directory_of_another_postgresql_is_left_alone_until_fresh_is_asked_for(
    tmp_path: Path, shops: Path
) -> None:
    data_dir = tmp_path / "data"
    (data_dir / "postgres").mkdir(parents=True)
    (data_dir / "postgres" / "PG_VERSION").write_text("12\n")
    (data_dir / "demo.secrets.json").write_text(json.dumps(dict.fromkeys(SECRETS, "x" * 40)))
    told = refusal(tmp_path, shops, data_dir, free_port())
    assert "was made by PostgreSQL 12, and this is 18: start with --fresh" in told
    assert (data_dir / "postgres" / "PG_VERSION").read_text() == "12\n"
    (data_dir / "kept.txt").write_text("not ours")
    with ready_demo(tmp_path, shops, data_dir, free_port(), "--fresh"):
        assert (data_dir / "kept.txt").read_text() == "not ours"


SECRETS = (
    "secret_key", "stripe_webhook_secret", "owner_role", "serving_role", "platform_role", "platform_password",
    "shop_password",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("secrets", "said"),
    [(None, "is missing"), ("", "can not be understood"), ('{"older": 1}', "can not be understood")],
)
def test_secrets_that_do_not_fit_the_database_are_named(
    tmp_path: Path, shops: Path, secrets: str | None, said: str
) -> None:
    data_dir = tmp_path / "data"
    (data_dir / "postgres").mkdir(parents=True)
    (data_dir / "postgres" / "PG_VERSION").write_text("18\n")
    if secrets is not None:
        (data_dir / "demo.secrets.json").write_text(secrets)
    assert f"demo.secrets.json {said}: start with --fresh" in refusal(tmp_path, shops, data_dir, free_port())


@pytest.mark.slow
def test_a_folder_that_can_not_be_is_named(tmp_path: Path, shops: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert str(tmp_path / "file") in refusal(tmp_path, shops, tmp_path / "file" / "data", free_port())
    assert "/proc/data" in refusal(tmp_path, shops, Path("/proc/data"), free_port())


@pytest.mark.slow
def test_a_start_that_was_cut_off_while_the_cluster_was_made_goes_on(tmp_path: Path) -> None:
    (tmp_path / "postgres.unfinished").mkdir()
    (tmp_path / "postgres.unfinished" / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(tmp_path)
    try:
        server.start()
        psycopg.connect(server.superuser_url()).close()
        server.check()
    finally:
        server.stop()


@pytest.mark.slow
def test_a_temporary_folder_with_a_long_name_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("t" * 100)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    server = EmbeddedPostgres(tmp_path)
    try:
        server.start()
    finally:
        server.stop()


def test_a_note_of_a_server_whose_id_is_somebody_elses_by_now_ends_nobody(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("18\n")
    (tmp_path / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}/postgres\n")
    EmbeddedPostgres(tmp_path).erase()
    assert not (tmp_path / "postgres").exists()
