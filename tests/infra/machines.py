"""A zone as it stands in the cloud, on this machine: several web processes and workers behind nginx."""

import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.storefront.cli.commands import ask, eventually, free_port

_SETTINGS = """
daemon off;
{user}
worker_processes 1;
error_log {folder}/error.log;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream web {{
        {servers}
    }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://web;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Connection "";
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_next_upstream error timeout;
            add_header x-machine $upstream_addr always;
        }}
    }}
}}
"""


@contextmanager
def balancer(folder: Path, ports: Sequence[int], *, as_root: bool) -> Iterator[int]:
    """nginx before these web processes; its port. Skips where nginx is not installed."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("needs nginx (Debian: apt-get install nginx-light)")
    folder.mkdir()
    port = free_port()
    servers = "\n        ".join(f"server 127.0.0.1:{each} max_fails=1 fail_timeout=2s;" for each in ports)
    settings = folder / "nginx.conf"
    settings.write_text(
        _SETTINGS.format(folder=folder, port=port, servers=servers, user="user root;" if as_root else "")
    )
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen([program, "-c", str(settings), "-p", str(folder)], stdout=output, stderr=output)
    try:
        eventually(lambda: process.poll() is not None or ask(port, "any", "/-/live").status == 200)
        assert process.poll() is None, (folder / "output").read_text() + (folder / "error.log").read_text()
        yield port
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(20)
