"""The one way out: HTTP to addresses that people or files name, without becoming a way into our own network.

A name is resolved once, every address that it has must be public, and the connection goes to the address that was
looked at, so that an answer that changes in between (DNS rebinding) changes nothing. Each redirect is looked at anew.
Answers have a ceiling of bytes and one deadline from name to last byte. Proxies of the environment are not used.
What is not asked for by address, such as a payment provider's own library, does not pass here.
"""

import http.client
import io
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

import idna

from tenants.kit.errors import Invalid, OverLimit, StorefrontError
from tenants.kit.tracing import span

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

MAX_BYTES = 2 * 1024 * 1024
SECONDS = 10.0
REDIRECTS = 3
_WEB_PORTS = frozenset({80, 443})
_FIRST_FREE_PORT = 1024  # below it live mail, files and other services that an HTTP request could be made to speak to
_CHUNK = 64 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_URL = re.compile(r"[!-\[\]-~\u00a0-\uffff]{1,2000}")  # no space, no control character, no backslash
_HOST = re.compile(r"[a-z0-9._:-]+")
# Headers that are meant for one server only.
_PERSONAL = frozenset({"authorization", "cookie", "proxy-authorization"})
# Public by the registries, but a cloud's own inside: Azure's host (learn.microsoft.com, "What is IP 168.63.129.16?").
_INSIDE = frozenset({ipaddress.ip_address("168.63.129.16")})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052


class RefusedAddress(Invalid):
    """The address is none that may be asked for: malformed, not of the web, or not a public one."""


class TooMuchAnswered(OverLimit):
    """The answer is larger than what the caller takes."""


class Unanswered(StorefrontError):
    """Nobody answered, not in time, or not in a way that can be understood."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Header names are in lower case; `url` is where it came from after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def is_public(address: Address) -> bool:
    """Whether an address is one of the open Internet, also when it wraps one of the older protocol (RFC 4291, 3056)."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.teredo is not None:
            return False
        wrapped = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
    is_ordinary = not (address.is_multicast or address.is_reserved or address.is_unspecified)
    return address.is_global and is_ordinary and address not in _INSIDE


def resolved(host: str, port: int) -> list[str]:
    """Every address that a name has, as the system knows it; also of the odd spellings of numbers (`0x7f.1`)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A client. `may_reach` and `resolve` are for tests and for zones whose own network has services to ask."""

    may_reach: Callable[[Address], bool] = is_public
    resolve: Resolver = resolved
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        max_bytes: int = MAX_BYTES,
        seconds: float = SECONDS,
    ) -> Answer:
        """Raises RefusedAddress, TooMuchAnswered, Unanswered. Any status is an answer; redirects are followed."""
        request = _Request("GET", _checked(url), dict(headers or {}))
        deadline = time.monotonic() + seconds
        for _ in range(REDIRECTS + 1):
            answer = self._ask(request, max_bytes=max_bytes, deadline=deadline)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer
            request = _redirected(request, answer.headers["location"])
        raise Unanswered(f"{_shown(url)}: more than {REDIRECTS} redirects")

    def post(
        self, url: str, body: bytes, *, headers: Mapping[str, str], max_bytes: int = MAX_BYTES, seconds: float = SECONDS
    ) -> Answer:
        """As `get`, but a redirect is an answer like any other: what is sent goes to the address that was given."""
        request = _Request("POST", _checked(url), dict(headers), body)
        return self._ask(request, max_bytes=max_bytes, deadline=time.monotonic() + seconds)

    def _ask(self, request: "_Request", *, max_bytes: int, deadline: float) -> Answer:
        host, name = request.host, _shown(request.url)
        try:
            # Without its path: what is asked there, such as a VAT number, is somebody's.
            with (
                span(f"{request.method} {host}", {"server.address": host}, "client") as step,
                self._connect(host, request.port, deadline) as plain,
            ):
                is_secure = request.parts.scheme == "https"
                with self.tls.wrap_socket(plain, server_hostname=host) if is_secure else plain as line:
                    answer = _exchange(line, request, max_bytes=max_bytes, deadline=deadline)
                step.set("http.response.status_code", answer.status)
                return answer
        except ssl.SSLCertVerificationError as error:
            raise Unanswered(f"{name}: its certificate is not valid: {error.verify_message}") from None
        except TimeoutError:
            raise Unanswered(f"{name}: no whole answer in time") from None
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(f"{name}: {type(error).__name__}") from None

    def _connect(self, host: str, port: int, deadline: float) -> socket.socket:
        """To the first of the addresses, all of which must be reachable ones. Raises RefusedAddress."""
        try:
            addresses = [ipaddress.ip_address(each) for each in self.resolve(host, port)]
        except (socket.gaierror, UnicodeError):
            raise Unanswered(f"{host}: there is no such host") from None
        except ValueError:  # an address of one link only, such as fe80::1%eth0
            raise RefusedAddress(f"{host} is not a public address") from None
        if not addresses:
            raise Unanswered(f"{host}: there is no such host")
        if not all(map(self.may_reach, addresses)):
            raise RefusedAddress(f"{host} is not a public address")
        last = len(addresses) - 1
        for place, address in enumerate(addresses):
            try:
                line = socket.create_connection((str(address), port), timeout=_left(deadline))
            except TimeoutError:
                raise
            except OSError:
                if place == last:
                    raise
            else:
                line.settimeout(_left(deadline))
                return line
        raise AssertionError("the loop returns or raises")


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    parts: SplitResult
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def url(self) -> str:
        return self.parts.geturl()

    @property
    def host(self) -> str:
        return self.parts.hostname or ""

    @property
    def port(self) -> int:
        """Raises RefusedAddress."""
        port = self.parts.port or {"http": 80, "https": 443}[self.parts.scheme]
        if port not in _WEB_PORTS and port < _FIRST_FREE_PORT:
            raise RefusedAddress(f"port {port} is not one of the web")
        return port


class _Reading(io.RawIOBase):
    """A socket's bytes, as long as the deadline lets them come: a server that sends a byte a second gains nothing."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line = line
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the buffered reader gives a memoryview
        self._line.settimeout(_left(self._deadline))
        return self._line.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What `http.client` asks of the socket that it reads from."""
        return io.BufferedReader(self, _CHUNK)


def _exchange(line: socket.socket, request: _Request, *, max_bytes: int, deadline: float) -> Answer:
    parts = request.parts
    connection = http.client.HTTPConnection(parts.netloc)
    connection.sock = line
    line.settimeout(_left(deadline))
    headers = {"accept-encoding": "identity", "user-agent": "storefront", **request.headers, "connection": "close"}
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    connection.request(request.method, path, request.body or None, headers)
    response = http.client.HTTPResponse(_Reading(line, deadline), method=request.method)  # type: ignore[arg-type]  # a reader will do
    response.begin()
    found = {name.lower(): value for name, value in response.getheaders()}
    if found.get("content-encoding", "identity").lower() != "identity":
        raise http.client.HTTPException("an encoding that was not asked for")
    chunks, size = [], 0
    while chunk := response.read(_CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise TooMuchAnswered(f"{_shown(request.url)}: more than {max_bytes} bytes")
        chunks.append(chunk)
    if response.length:  # fewer bytes than were promised
        raise http.client.IncompleteRead(b"", response.length)
    return Answer(response.status, found, b"".join(chunks), request.url)


def _checked(url: str) -> SplitResult:
    """The parts of an address of the web, in ASCII. Raises RefusedAddress."""
    if not _URL.fullmatch(url):
        raise RefusedAddress("an address has no spaces or control characters, and at most 2000 characters")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise RefusedAddress(f"{_shown(url)} is not an address") from None
    if parts.scheme not in ("http", "https") or not host:
        raise RefusedAddress(f"{_shown(url)} does not begin with https:// or http:// and a host")
    if "@" in parts.netloc:
        raise RefusedAddress("an address with a user or password in it is not asked for")
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise RefusedAddress(f"{_shown(url)} has no host that can be asked") from None
    if not _HOST.fullmatch(name) or port == 0 or not parts.path.isascii() or not parts.query.isascii():
        raise RefusedAddress(f"{_shown(url)} is not an address")
    bracketed = f"[{name}]" if ":" in name else name
    return parts._replace(netloc=f"{bracketed}:{port}" if port else bracketed, fragment="")


def _redirected(request: _Request, location: str) -> _Request:
    """Where a redirect leads. What is personal among the headers stays with the server that it was for."""
    here, there = request.parts, _checked(urljoin(request.url, location))
    if here.scheme == "https" and there.scheme != "https":
        raise RefusedAddress(f"{_shown(request.url)} leads from https to http")
    is_same = (here.scheme, here.netloc) == (there.scheme, there.netloc)
    kept = {name: value for name, value in request.headers.items() if is_same or name.lower() not in _PERSONAL}
    return _Request(request.method, there, kept)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _shown(url: str) -> str:
    """An address for a log: without its query, which may hold a secret, and without what a terminal would act on."""
    plain = url.partition("?")[0].partition("#")[0]
    return "".join(each if each.isprintable() else "\ufffd" for each in plain.rpartition("@")[2])[:200]
