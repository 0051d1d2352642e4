"""The edge of shops' own domains, as Caddy runs it: a certificate for a verified domain, and for no other name."""

import json
import re
import shutil
import socket
import ssl
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from infra.tools.terraform import INFRA
from storefront import theming
from tenants import domains
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import a_shop
from tests.storefront.cli.commands import eventually, free_port, serving
from themes.engine import ThemeData

ROOT = INFRA.parent
TEMPLATE = INFRA / "modules" / "domains" / "Caddyfile.tftpl"


# The balancer inside: it ends TLS with a certificate for one name, and hands every host on to the application.
BALANCER = """{
	admin off
	auto_https disable_redirects
	skip_install_trust
}
https://localhost:PORT, https://:PORT {
	tls internal
	reverse_proxy 127.0.0.1:WEB
}
"""
AUTHORITY = Path("data") / "caddy" / "pki" / "authorities" / "local" / "root.crt"


def caddyfile(balancer_port: int, ports: tuple[int, int]) -> str:
    """The zone's own file, but with certificates of Caddy's own authority."""
    text = TEMPLATE.read_text(encoding="utf-8")
    values = {"mail": "zone@example.my", "application": f"localhost:{balancer_port}"}
    text = re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], text)
    text = text.replace("8080", str(ports[0])).replace("8443", str(ports[1]))
    return text.replace("{\n\temail", "{\n\tlocal_certs\n\tskip_install_trust\n\temail", 1)


@contextmanager
def caddy(folder: Path, settings: str, port: int, **environment: str) -> Iterator[None]:
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("needs Caddy (Debian: apt-get install caddy)")
    folder.mkdir()
    (folder / "Caddyfile").write_text(settings)
    homes = {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config"), "HOME": str(folder)}
    with (folder / "caddy.log").open("wb") as log:
        command = [program, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
        process = subprocess.Popen(command, env=homes | environment, stdout=log, stderr=log)
    try:
        eventually(lambda: process.poll() is not None or is_open(port))
        assert process.poll() is None, (folder / "caddy.log").read_text()
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def edge(folder: Path, web_port: int) -> Iterator[int]:
    """The edge before a balancer whose authority it trusts, so that all it asks goes over TLS that is checked."""
    inside, ports = free_port(), (free_port(), free_port())
    balancer = BALANCER.replace("PORT", str(inside)).replace("WEB", str(web_port))
    authority = folder / "balancer" / AUTHORITY
    with caddy(folder / "balancer", balancer, inside):
        eventually(authority.exists)
        with caddy(folder / "edge", caddyfile(inside, ports), ports[1], SSL_CERT_FILE=str(authority)):
            yield ports[1]


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def front_page(port: int, host: str) -> str:
    """What a browser gets over TLS, to begin with. Raises ssl.SSLError where there is no certificate."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE  # Caddy's authority is nobody's
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as plain,
        trusting.wrap_socket(plain, server_hostname=host) as secure,
    ):
        assert secure.version() in ("TLSv1.2", "TLSv1.3")
        secure.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while part := secure.recv(65536):
            answer += part
    return answer.decode(errors="replace")


def test_the_edge_asks_by_a_name_that_the_certificate_holds_and_no_shop_can_have() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://\S+?(?=[/ ])", text)) == {"https://${application}"}
    module = (INFRA / "modules" / "domains" / "main.tf").read_text(encoding="utf-8")
    name = re.search(r'application += "([a-z]+)\.\$\{var\.domain\}"', module)
    assert name is not None, "one label below the domain, which is what the wildcard covers"
    held = (INFRA / "modules" / "edge" / "names.tf").read_text(encoding="utf-8")
    regional = held[held.index('"aws_acm_certificate" "regional"') :]
    assert 'subject_alternative_names = ["*.${var.domain}"]' in regional.partition("\n}\n")[0]
    for file in (ROOT / "tenants" / "zones" / "malaysia.toml", INFRA / "zones" / "rwanda" / "zone.toml"):
        assert name[1] in tomllib.loads(file.read_text(encoding="utf-8"))["reserved_slugs"], file


def test_its_image_is_of_the_release_that_tasks_run_and_starts_without_capabilities() -> None:
    release = re.search(r'default += "(2[0-9.]+)"', (INFRA / "modules" / "domains" / "variables.tf").read_text("utf-8"))
    image = (INFRA / "image" / "Caddy.Dockerfile").read_text(encoding="utf-8")
    readme = (INFRA / "README.md").read_text(encoding="utf-8")
    assert release is not None
    assert f"FROM caddy:{release[1]}-alpine\n" in image
    assert "RUN setcap -r /usr/bin/caddy\n" in image
    assert f":caddy-{release[1]}" in readme


@pytest.mark.slow
def test_a_verified_domain_gets_its_certificate_and_page_and_a_stranger_none(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData())
        for name in ("batik.example", "claimed.example"):
            domains.claim_domain(session, shop.tenant_id, name, platform_domain="localhost")
    with database.platform() as session:
        domains.verify_domain(session, shop.tenant_id, "batik.example")
    with serving(tmp_path, settings) as web, edge(tmp_path, web.port) as port:
        page = front_page(port, "batik.example")
        assert page.startswith("HTTP/1.1 200 OK")
        assert "strict-transport-security: max-age=31536000" in page.lower()
        for name in ("claimed.example", "strangers.example"):
            with pytest.raises(ssl.SSLError):
                front_page(port, name)
        with database.platform() as session:
            domains.verify_domain(session, shop.tenant_id, "claimed.example")
        eventually(lambda: is_served(port, "claimed.example"))


# An authority that does not answer, and an application that knows every name.
REFUSED = """{
	admin off
	http_port PLAIN
	https_port SECURE
	log {
		format json
	}
	acme_ca http://127.0.0.1:1/directory
	on_demand_tls {
		ask http://127.0.0.1:ASKED/
	}
}
http://127.0.0.1:ASKED {
	respond 200
}
:SECURE {
	tls {
		on_demand
	}
}
"""


@pytest.mark.slow
def test_a_certificate_that_is_refused_is_a_line_that_the_alarm_counts(tmp_path: Path) -> None:
    text = (INFRA / "modules" / "observability" / "main.tf").read_text(encoding="utf-8")
    counted = re.search(r'CertificatesRefused += \{ group = "operate", pattern = "\{ (.+?) \}"', text)
    assert counted
    wanted = dict(re.findall(r'\$\.(\w+) = \\"([\w.]+)\\"', counted[1]))
    assert set(wanted) == {"logger", "level"}
    port = free_port()
    settings = REFUSED.replace("SECURE", str(port))
    for name in ("PLAIN", "ASKED"):
        settings = settings.replace(name, str(free_port()))
    with caddy(tmp_path / "edge", settings, port):
        with pytest.raises((ssl.SSLError, OSError)):
            front_page(port, "batik.example")
        log = (tmp_path / "edge" / "caddy.log").read_text().splitlines()
    lines = [json.loads(line) for line in log if line.startswith("{")]
    assert [line for line in lines if wanted.items() <= line.items()]


def is_served(port: int, host: str) -> bool:
    try:
        return front_page(port, host).startswith("HTTP/1.1 200")
    except (ssl.SSLError, OSError):
        return False
