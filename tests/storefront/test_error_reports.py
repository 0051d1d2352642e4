"""Unforeseen errors as a Sentry server is told of them: where in the code, for whom, and nothing that was said."""

from pathlib import Path

import psycopg
import pytest

from storefront import theming
from tenants import lifecycle
from tenants.isolation import Database, enqueue
from tenants.kit.settings import Settings
from tests.factories.catalog import a_shop
from tests.factories.tenants import a_tenant
from tests.receiver import receiving
from tests.storefront.cli.commands import ask, environment, eventually, free_port, running, serving
from themes.engine import ThemeData


@pytest.mark.slow
def test_a_request_that_fails_is_reported_with_its_id_and_tenant(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData())
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
    owner = settings.owner_database_url.get_secret_value()  # type: ignore[union-attr]
    with receiving() as sentry, serving(tmp_path, settings, STOREFRONT_SENTRY_DSN=dsn(sentry.port)) as server:
        assert ask(server.port, f"{slug}.localhost").status == 200
        with psycopg.connect(owner, autocommit=True) as connection:
            connection.execute("alter table product rename to product_away")
            try:
                answer = ask(server.port, f"{slug}.localhost", "/search?q=someone@example.com")
            finally:
                connection.execute("alter table product_away rename to product")
        assert answer.status == 500
        eventually(lambda: len(sentry.posted) == 1)
        assert server.end() == 0
        (report,) = sentry.reports()
        assert report["tags"] == {"process": "web", "tenant": slug, "request_id": answer.headers["x-request-id"]}
        assert (report["environment"], report["release"]) == ("Malaysia", "0.1.0")
        assert report["logentry"]["message"] == "request.failed"
        assert {each["type"] for each in report["exception"]["values"]} == {"UndefinedTable", "ProgrammingError"}
        frames = report["exception"]["values"][-1]["stacktrace"]["frames"]
        assert any(each["module"] == "storefront.shop.routes" for each in frames)
        assert all("vars" not in each for each in frames)
        for secret in ("product_away", "someone@example.com", "does not exist", "only-for-tests"):
            assert secret.encode() not in sentry.posted[0][1]


@pytest.mark.slow
@pytest.mark.parametrize("is_there", [True, False], ids=["reported", "away"])
def test_a_job_that_fails_is_reported_and_a_server_that_is_away_harms_nobody(
    database: Database, settings: Settings, tmp_path: Path, is_there: bool
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    with database.platform() as session:
        tenant_id = a_tenant(session).id or 0
    with database.tenant(tenant_id) as session:
        enqueue(session, "practice.fail_once", tenant_id=tenant_id, key="a")
    with receiving() as sentry:
        address = dsn(sentry.port if is_there else free_port())
        variables = environment(settings, PRACTICE_MARKS=str(marks), STOREFRONT_SENTRY_DSN=address)
        with running(tmp_path, variables, program="tests.storefront.practice_worker") as worker:
            eventually(lambda: "job.done" in worker.stderr)
            assert worker.end() == 0
        reports = sentry.reports()
        told = {"process": "worker", "tenant": str(tenant_id), "job": "practice.fail_once"}
        assert [each["tags"] for each in reports] == ([told] if is_there else [])
        kinds = [value["type"] for each in reports for value in each["exception"]["values"]]
        assert kinds == (["RuntimeError"] if is_there else [])
        assert all(b"not yet" not in body for _, body in sentry.posted)


def dsn(port: int) -> str:
    return f"http://key@127.0.0.1:{port}/1"
