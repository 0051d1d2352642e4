"""The edge of shops' own domains, as Caddy runs it: a certificate for a verified domain, and for no other name."""

import re
import shutil
import socket
import ssl
import subprocess
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

TEMPLATE = INFRA / "modules" / "domains" / "Caddyfile.tftpl"


def caddyfile(web_port: int, ports: tuple[int, int]) -> str:
    """The zone's own file, but with plain HTTP to the application and certificates of Caddy's own authority."""
    text = TEMPLATE.read_text(encoding="utf-8")
    values = {"mail": "zone@example.my", "balancer": f"127.0.0.1:{web_port}", "domain": "localhost"}
    text = re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], text)
    text = re.sub(r"\n\t\ttransport http \{\n.*?\n\t\t\}", "", text, flags=re.DOTALL)
    text = text.replace(f"https://127.0.0.1:{web_port}", f"http://127.0.0.1:{web_port}")
    text = text.replace("8080", str(ports[0])).replace("8443", str(ports[1]))
    return text.replace("{\n\temail", "{\n\tlocal_certs\n\tskip_install_trust\n\temail", 1)


@contextmanager
def edge(folder: Path, web_port: int) -> Iterator[int]:
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("needs Caddy (Debian: apt-get install caddy)")
    ports = (free_port(), free_port())
    settings = folder / "Caddyfile"
    settings.write_text(caddyfile(web_port, ports))
    homes = {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config"), "HOME": str(folder)}
    with (folder / "caddy.log").open("wb") as log:
        command = [program, "run", "--adapter", "caddyfile", "--config", str(settings)]
        process = subprocess.Popen(command, env=homes, stdout=log, stderr=log)
    try:
        eventually(lambda: process.poll() is not None or is_open(ports[1]))
        assert process.poll() is None, (folder / "caddy.log").read_text()
        yield ports[1]
    finally:
        process.terminate()
        process.wait(20)


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


def is_served(port: int, host: str) -> bool:
    try:
        return front_page(port, host).startswith("HTTP/1.1 200")
    except (ssl.SSLError, OSError):
        return False
