"""The only door to the domain name system: what a claimed host's records say now."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import dns.exception
import dns.name
import dns.resolver
from dns.rdata import Rdata
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.CNAME import CNAME
from dns.rdtypes.ANY.TXT import TXT

from tenants.domains.rules import Sighting, proof_host
from tenants.kit.tracing import span

Lookup = Callable[[str, str], Sighting]  # of a host and the zone's edge; never raises

_SERVER_SECONDS = 2.0
_SECONDS = 5.0
_PORT = 53
_MOST_RECORDS = 20


def open_lookup(server: str | None) -> Lookup:
    """Ask a resolver, `address` or `address:port`, or those that this machine is set to."""
    address = urlsplit(f"//{server}") if server else None

    def look(host: str, edge: str) -> Sighting:
        try:
            resolver = dns.resolver.Resolver(configure=address is None)
            if address is not None:
                resolver.nameservers, resolver.port = [address.hostname or ""], address.port or _PORT
            resolver.timeout = _SERVER_SECONDS
            with span("dns", {}):
                return _Look(resolver, time.monotonic() + _SECONDS).sighting(host, edge)
        except dns.resolver.NoResolverConfiguration:
            return Sighting(trouble="this machine knows no name server")
        except dns.exception.Timeout:
            return Sighting(trouble=f"no name server answered within {_SECONDS:.0f} seconds")
        except dns.exception.DNSException as error:
            return Sighting(trouble=f"the name servers did not answer ({type(error).__name__})")

    return look


@dataclass(frozen=True, slots=True)
class _Look:
    """Several questions with one deadline for all."""

    resolver: dns.resolver.Resolver
    until: float

    def sighting(self, host: str, edge: str) -> Sighting:
        aliases = self._records(host, RdataType.CNAME)
        return Sighting(
            texts=tuple(self._records(proof_host(host), RdataType.TXT)),
            alias=next(iter(aliases), ""),
            addresses=self._addresses(host),
            edge_addresses=self._addresses(edge),
        )

    def _addresses(self, name: str) -> frozenset[str]:
        found = [each for kind in (RdataType.A, RdataType.AAAA) for each in self._records(name, kind)]
        return frozenset(str(ip_address(each)) for each in found)

    def _records(self, name: str, kind: RdataType) -> list[str]:
        """The records of one kind as text; none where there is no such name, or it is too long to be one."""
        left = max(self.until - time.monotonic(), 0.01)
        try:
            asked = dns.name.from_text(name)
            answer = self.resolver.resolve(asked, kind, raise_on_no_answer=False, search=False, lifetime=left)
        except (dns.resolver.NXDOMAIN, dns.name.NameTooLong, dns.name.LabelTooLong):
            return []
        return [_text(record) for record in sorted(answer.rrset or ())[:_MOST_RECORDS]]


def _text(record: Rdata) -> str:
    """What a record says, in characters that can be shown and kept: anybody may publish NULs and controls."""
    if isinstance(record, TXT):
        said = b"".join(record.strings).decode("utf-8", "replace")
        return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in said)
    if isinstance(record, CNAME):
        return record.target.to_text(omit_final_dot=True).lower()
    return record.to_text()
