"""How fast one visitor may ask one host. Off by default: for zones on the open internet, behind their balancer."""

import ipaddress

from anyio import CapacityLimiter, to_thread
from starlette.types import Scope

from tenants.kit.limits import Limit, Limiter
from tenants.kit.settings import Settings

# Threads of its own, so that a slow cache holds up no page.
_THREADS = 16
_MINUTE = 60.0
# Whoever has one IPv6 address has all of its network.
_IPV6_NETWORK = 64


class ClientLimit:
    """Counts by visitor and host, so that one shop's rush is not another's."""

    def __init__(self, settings: Settings, limiter: Limiter) -> None:
        most = settings.client_requests_per_minute
        self._limit = Limit("client", most, _MINUTE) if most else None
        self._proxies = settings.trusted_proxies
        self._limiter = limiter
        self._threads: CapacityLimiter | None = None

    async def seconds_to_wait(self, scope: Scope, host: str) -> int:
        """0, or how many seconds this visitor must leave the host alone."""
        if self._limit is None:
            return 0
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)  # which needs a running event loop
        visitor = network_of(client_address(scope, self._proxies))
        return await to_thread.run_sync(
            self._limiter.seconds_to_wait, self._limit, visitor, host, limiter=self._threads
        )


def client_address(scope: Scope, trusted_proxies: int) -> str:
    """Where a request came from, as the outermost of our own proxies saw it; "" when nobody knows.

    Each proxy adds the address that it was asked from to X-Forwarded-For. What stands before the entries of ours was
    sent by the visitor, and proves nothing.
    """
    client = scope.get("client")
    direct = str(client[0]) if client else ""
    if not trusted_proxies:
        return direct
    told = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for").decode("latin-1")
    entries = [entry.strip() for entry in told.split(",")]
    if len(entries) < trusted_proxies:
        return direct
    seen = entries[-trusted_proxies]
    return seen if _is_address(seen) else direct


def network_of(address: str) -> str:
    """What counts as one visitor: an IPv4 address, or the network of an IPv6 address."""
    if not _is_address(address):
        return address
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed.packed, _IPV6_NETWORK), strict=False))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
