"""Going out: to the open web and to nothing else, within a ceiling of bytes and one deadline. Against real sockets."""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Sequence

import pytest

from tenants.kit.outgoing import Address, Outgoing, RefusedAddress, TooMuchAnswered, Unanswered, is_public

LOOPBACK = ipaddress.ip_address("127.0.0.1")


def whole_request(line: socket.socket) -> bytes:
    """Head and body, which may come in several packets."""
    asked = line.recv(65536)
    head, _, body = asked.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *([0-9]+)", head)
    while length and len(body) < int(length[1]) and (more := line.recv(65536)):
        asked, body = asked + more, body + more
    return asked


class Server:
    """Says its lines to each connection in turn, and keeps what was asked."""

    def __init__(self, *says: bytes | Callable[[socket.socket], None]) -> None:
        self._says = says
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.asked: list[bytes] = []
        self._thread = threading.Thread(target=self._serve)

    def _serve(self) -> None:
        for say in self._says:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line:
                self.asked.append(whole_request(line))
                try:
                    say(line) if callable(say) else line.sendall(say)
                except OSError:
                    continue

    def __enter__(self) -> "Server":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # A shutdown wakes the thread that waits for a connection.
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def url(self, path: str = "/") -> str:
        return f"http://shop.example:{self.port}{path}"


def client(may_reach: Callable[[Address], bool] = lambda address: address == LOOPBACK) -> Outgoing:
    """A client to whom this machine stands for the open Internet."""
    return Outgoing(may_reach=may_reach, resolve=lambda _host, _port: ["127.0.0.1"])


def said(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0", "0.0.0.0"),
        *("127.0.0.1.", "localhost", "localhost.", "LOCALHOST", "１２７.０.０.１", "①②⑦.0.0.1", "127。0。0。1"),
        *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"),
        *("[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]"),
        *("[2001:0:53aa:64c:0:fffe:80ff:fffe]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]"),
        *(
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "169.254.169.254",
        ),
        *("169.254.170.2", "2852039166", "0xa9fea9fe", "192.0.0.192", "168.63.129.16", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "198.18.0.1", "192.0.2.1", "203.0.113.1"),
    ],
)
def test_no_spelling_of_an_address_of_ours_is_asked(host: str) -> None:
    with pytest.raises((RefusedAddress, Unanswered)) as refusal:
        Outgoing().get(f"http://{host}:9/")
    assert refusal.type is RefusedAddress or "there is no such host" in str(refusal.value)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_the_open_internet_is_reached(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "addresses", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["93.184.216.34", "fd00::1"], ["fe80::1%eth0"]]
)
def test_a_name_with_one_address_of_ours_among_others_is_not_asked(addresses: Sequence[str]) -> None:
    with pytest.raises(RefusedAddress):
        Outgoing(resolve=lambda _host, _port: addresses).get("http://rebind.example/")


def test_the_connection_goes_to_the_address_that_was_looked_at_however_the_name_changes() -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with Server(said(b"fine")) as server:
        found = Outgoing(may_reach=lambda a: a == LOOPBACK, resolve=lambda _host, _port: next(answers)).get(
            server.url()
        )
    assert found.body == b"fine"
    assert next(answers) == ["10.0.0.1"]  # it was never asked for again


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://shop.example/", "gopher://shop.example/", "//shop.example/", "shop.example", ""),
        *("http://", "http:///x", "http://user@shop.example/", "http://shop.example@127.0.0.1/", "http://a b/"),
        *(
            "http://shop.example\\@127.0.0.1/",
            "http://shop.example/\r\nHost: x",
            "http://shop.example/\n",
            "http://[::1",
        ),
        *("http://shop.example:0/", "http://shop.example:99999/", "http://shop.example:22/", "http://shop.example:25/"),
        *(
            "http://sh_op!.example/",
            "http://shop.example/é",
            "http://[fe80::1%25eth0]/",
            "http://" + "a" * 3000,
        ),
    ],
)
def test_what_is_no_address_of_the_web_is_refused_without_asking_anybody(url: str) -> None:
    asked: list[str] = []

    def note(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with pytest.raises(RefusedAddress):
        Outgoing(may_reach=lambda _: True, resolve=note).get(url)
    assert asked == []


def test_a_request_is_what_was_meant_and_so_is_the_answer() -> None:
    with Server(said(b"<xml/>", "Content-Type: text/xml")) as server:
        found = client().get(server.url("/rates?day=1#top"), headers={"X-Wanted": "yes"})
    asked = server.asked[0].decode()
    assert asked.startswith("GET /rates?day=1 HTTP/1.1\r\n")
    assert f"host: shop.example:{server.port}\r\n" in asked.lower()
    assert "x-wanted: yes\r\n" in asked.lower()
    assert (found.status, found.headers["content-type"], found.body) == (200, "text/xml", b"<xml/>")
    assert found.url == server.url("/rates?day=1")


def test_a_post_carries_its_body_and_follows_no_redirect() -> None:
    with Server(said(b"", "Location: /elsewhere", status="307 Temporary Redirect")) as server:
        found = client().post(server.url("/hook"), b'{"a":1}', headers={"Content-Type": "application/json"})
    assert (found.status, found.headers["location"]) == (307, "/elsewhere")
    assert server.asked[0].endswith(b'\r\n\r\n{"a":1}')


def test_a_redirect_is_followed_and_keeps_secrets_from_another_server() -> None:
    with Server(said(b"here")) as other:
        moved = said(b"", f"Location: http://other.example:{other.port}/new", status="302 Found")
        with Server(moved) as server:
            found = client().get(server.url(), headers={"Authorization": "Bearer secret", "Accept": "text/xml"})
    assert (found.body, found.url) == (b"here", f"http://other.example:{other.port}/new")
    assert b"secret" in server.asked[0]
    assert b"secret" not in other.asked[0]
    assert b"text/xml" in other.asked[0]


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd"]
)
def test_a_redirect_to_an_address_of_ours_is_refused(target: str) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"] if host == "shop.example" else Outgoing().resolve(host, port)

    with Server(said(b"", f"Location: {target}", status="301 Moved")) as server, pytest.raises(RefusedAddress):
        Outgoing(may_reach=lambda address: address == LOOPBACK, resolve=resolve).get(server.url())
    assert len(server.asked) == 1


def test_a_redirect_to_the_same_server_is_looked_at_anew() -> None:
    looks = iter([True, False])
    with Server(said(b"", "Location: /again", status="301 Moved")) as server, pytest.raises(RefusedAddress):
        client(lambda _: next(looks)).get(server.url())
    assert len(server.asked) == 1


def test_redirects_end() -> None:
    with Server(*[said(b"", "Location: /again", status="302 Found")] * 5) as server, pytest.raises(Unanswered):
        client().get(server.url())
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    "answer",
    [
        said(b"x" * 1001),
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1001,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + b"x" * 1001 + b"\r\n0\r\n\r\n",
    ],
)
def test_an_answer_beyond_its_ceiling_is_left(answer: bytes) -> None:
    with Server(answer) as server, pytest.raises(TooMuchAnswered):
        client().get(server.url(), max_bytes=1000)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"what?\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    ],
)
def test_an_answer_that_is_cut_short_or_makes_no_sense_is_none(answer: bytes) -> None:
    with Server(answer) as server, pytest.raises(Unanswered):
        client().get(server.url())


def test_a_server_that_says_a_little_now_and_then_is_not_waited_for() -> None:
    stop = threading.Event()

    def drip(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        while not stop.wait(0.02):
            line.sendall(b"X")

    with Server(drip) as server:
        with pytest.raises(Unanswered, match="in time"):
            client().get(server.url(), seconds=0.3)
        stop.set()


def test_a_certificate_of_nobody_is_not_trusted() -> None:
    def not_tls(line: socket.socket) -> None:
        line.sendall(said(b"plain words"))

    with Server(not_tls) as server, pytest.raises(Unanswered):
        client().get(server.url().replace("http://", "https://"))


def test_a_refusal_keeps_the_secrets_of_an_address_out_of_logs() -> None:
    with Server(b"") as server, pytest.raises(Unanswered) as refusal:
        client().get(server.url("/hook?token=secret"))
    assert "secret" not in str(refusal.value)
