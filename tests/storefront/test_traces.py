"""Traces of real processes, as a collector gets them: what they tell, never tell, and never cost."""

import http.client
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storefront import theming
from storefront.app import create_app
from storefront.edge import Observation
from tenants import lifecycle
from tenants.isolation import Database, enqueue
from tenants.kit.settings import Settings
from tenants.kit.tracing import Tracing, open_tracing
from tests.factories.catalog import AShop, a_shop
from tests.factories.tenants import a_tenant
from tests.receiver import Receiver, Step, receiving
from tests.storefront.cli.commands import ROOT, Running, environment, eventually, free_port, running, serving
from themes.engine import ThemeData

PARENT = "00f067aa0ba902b7"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SERVER, CLIENT, CONSUMER = 2, 3, 5
AT_ONCE = range(1, 9)
PRIVATE = ("someone@example.com", "192.0.2.77", "Private Browser", "a-secret-token", "private-cookie", "only-for-tests")


@pytest.fixture
def shop(database: Database) -> AShop:
    shop = a_shop(database)
    with shop.session() as session:
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData())
    return shop


@pytest.fixture
def host(shop: AShop) -> str:
    with shop.session() as session:
        return f"{lifecycle.tenant_by_id(session, shop.tenant_id).slug}.localhost"


def visit(server: Running, host: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", path, headers={"host": host, **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def to(receiver: Receiver, ratio: str = "1") -> dict[str, str]:
    return {"STOREFRONT_OTEL_EXPORTER_OTLP_ENDPOINT": receiver.base, "STOREFRONT_TRACE_RATIO": ratio}


@pytest.mark.slow
def test_a_request_is_told_from_its_arrival_to_each_statement(
    settings: Settings, shop: AShop, host: str, tmp_path: Path
) -> None:
    personal = {"user-agent": PRIVATE[2], "x-forwarded-for": PRIVATE[1], "cookie": f"visitor={PRIVATE[4]}"}
    with receiving() as collector, serving(tmp_path, settings, **to(collector)) as server:
        answer = visit(server, host, f"/?q={PRIVATE[0]}", traceparent=f"00-{TRACE}-{PARENT}-00", **personal)
        assert answer.status == 200
        assert visit(server, host, f"/orders/{PRIVATE[3]}", **personal).status == 404
        assert visit(server, host, "/-/live").status == 200
        at_once(server, host)
        assert server.end() == 0  # which is sooner than the next batch would have left
        steps = {each.span_id: each for each in collector.steps()}
        assert all(steps[each.parent_id].trace_id == each.trace_id for each in steps.values() if each.kind != SERVER)
        served = [each for each in steps.values() if each.kind == SERVER]
        assert {f"{number:032x}" for number in AT_ONCE} <= {each.trace_id for each in served}, "and they do not mix"
        first, *_ = served = [each for each in served if int(each.trace_id, 16) not in AT_ONCE]
        assert [each.name for each in served] == ["GET shop", "GET shop"], "probes are not traced"
        assert (first.trace_id, first.parent_id, first.is_error) == (TRACE, PARENT, False)
        assert first.attributes == {
            "http.request.method": "GET",
            "url.path": "/",
            "http.response.status_code": 200,
            "storefront.surface": "shop",
            "storefront.request_id": answer.headers["x-request-id"],
            "storefront.tenant": host.partition(".")[0],
            "storefront.tenant_id": shop.tenant_id,
        }
        assert first.resource["service.name"] == "storefront-web"
        assert first.resource["service.version"] == "0.1.0"
        assert first.resource["deployment.environment.name"] == "Malaysia"
        assert lineage(collector.steps(), "db SELECT") == ["db SELECT", "transaction", "page home", "GET shop"]
        statement = next(each for each in collector.steps() if each.name == "db SELECT")
        assert statement.kind == CLIENT
        assert "tenant_id" in statement.attributes["db.query.text"]
        assert served[1].attributes["url.path"] == "/orders/***"
        assert served[1].trace_id != TRACE
        assert TRACE in {line.get("trace_id") for line in server.lines if line["event"] == "request"}
        for secret in (*PRIVATE, settings.secret_key.get_secret_value()):
            assert all(secret.encode() not in body for _, body in collector.posted), secret


def at_once(server: Running, host: str) -> None:
    connections = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=20) for _ in AT_ONCE]
    for number, each in zip(AT_ONCE, connections, strict=True):
        each.request("GET", "/", headers={"host": host, "traceparent": f"00-{number:032x}-{PARENT}-01"})
    assert {each.getresponse().status for each in connections} == {200}
    for each in connections:
        each.close()


def lineage(steps: list[Step], name: str) -> list[str]:
    """The step of this name that lies deepest, and those that it is part of."""
    known = {each.span_id: each for each in steps}

    def upwards(step: Step) -> list[str]:
        return [step.name, *(upwards(known[step.parent_id]) if step.parent_id in known else [])]

    return max((upwards(each) for each in steps if each.name == name), key=len)


@pytest.mark.slow
def test_a_job_is_told_and_of_its_failure_the_kind_alone(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    with database.platform() as session:
        tenant_id = a_tenant(session).id or 0
    with database.tenant(tenant_id) as session:
        enqueue(session, "practice.fail_once", tenant_id=tenant_id, key="a")
        enqueue(session, "practice.mark", tenant_id=tenant_id, key="b")
    with (
        receiving() as collector,
        running(
            tmp_path,
            environment(settings, PRACTICE_MARKS=str(marks), **to(collector)),
            program="tests.storefront.practice_worker",
        ) as worker,
    ):
        eventually(lambda: "job.failed" in worker.stderr and "job.done" in worker.stderr)
        assert worker.end() == 0
        told = {each.name: each for each in collector.steps() if each.kind == CONSUMER}
        done, failed = told["job practice.mark"], told["job practice.fail_once"]
        assert done.resource["service.name"] == "storefront-worker"
        assert done.attributes == {"storefront.job": "practice.mark", "storefront.tenant_id": tenant_id}
        assert (failed.is_error, failed.attributes["error.type"]) == (True, "RuntimeError")
        assert all(b"not yet" not in body for _, body in collector.posted), "an error's words may be anybody's data"


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["away", "slow"])
def test_a_collector_that_does_not_take_them_harms_nobody(
    settings: Settings, host: str, tmp_path: Path, fault: str
) -> None:
    with receiving(is_slow=fault == "slow") as collector:
        address = f"http://127.0.0.1:{free_port()}" if fault == "away" else collector.base
        changes = {"STOREFRONT_OTEL_EXPORTER_OTLP_ENDPOINT": address, "STOREFRONT_TRACE_RATIO": "1"}
        with serving(tmp_path, settings, **changes) as server:
            assert {visit(server, host, "/").status for _ in range(20)} == {200}
            eventually(lambda: "traces.not_sent" in server.stderr)
            assert {visit(server, host, "/").status for _ in range(20)} == {200}
            began = time.monotonic()
            assert server.end() == 0
            assert time.monotonic() - began < 20, "it is not waited for"
            assert {line["level"] for line in server.lines} == {"info", "warning"}, "no error of ours"


def test_nothing_is_traced_that_is_not_drawn_whatever_a_visitor_asks(settings: Settings) -> None:
    with receiving() as collector:
        tracing = opened(settings, collector.base, ratio=0.0)
        assert [tracing.draw(f"00-{TRACE}-{PARENT}-01") for _ in range(100)] == [None] * 100
        tracing.close()
        tracing = opened(settings, collector.base, ratio=0.5)
        assert 20 < sum(tracing.draw() is not None for _ in range(100)) < 80
        tracing.close()


def opened(settings: Settings, address: str, *, ratio: float = 1.0) -> Tracing:
    changed = settings.model_copy(update={"otel_exporter_otlp_endpoint": address, "trace_ratio": ratio})
    tracing = open_tracing(changed, process="web", zone="Test")
    assert tracing is not None
    return tracing


def test_without_a_collector_nothing_is_wrapped_and_nothing_loaded(settings: Settings) -> None:
    app = create_app(settings)
    assert type(app) is Observation
    app._app.close()  # type: ignore[attr-defined]
    said = subprocess.run(
        [sys.executable, "-c", "import sys, storefront.app, storefront.worker; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert "storefront.edge.traced" in said
    assert not {"opentelemetry.exporter", "google.protobuf", "sentry_sdk"} & set(said)


@pytest.mark.parametrize(
    "header", ["", "00-short-01", f"00-{'0' * 32}-{PARENT}-01", f"ff-{TRACE}-{PARENT}-01", "x" * 5000, "\xff"]
)
def test_a_malformed_parent_is_no_parent(settings: Settings, header: str) -> None:
    with receiving() as collector:
        tracing = opened(settings, collector.base)
        trace = tracing.draw(header)
        assert trace is not None
        with trace.step("begun", {}, "server"):
            pass
        tracing.close()
        (step,) = collector.steps()
        assert step.parent_id == ""
        assert step.trace_id != TRACE
