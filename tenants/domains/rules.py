"""The grammar of host names (RFC 1123, RFC 5890 for other scripts), and what proves a domain to be a shop's own."""

import ipaddress
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import idna

from tenants.domains.errors import BadDomain, MalformedHost

_MAX_HOST = 253
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_HOST_HEADER = re.compile(rf"({_LABEL}(?:\.{_LABEL})*)(?::([0-9]{{1,5}}))?".encode())
_MAX_PORT = 65535

# RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476: names that no registry sells. `example` is for documentation.
_NOBODYS = frozenset(
    {"alt", "arpa", "corp", "home", "internal", "invalid", "lan", "local", "localhost", "onion", "test"}
)
# Registries of countries sell below these, so that `com.my` is nobody's own. A guess for the commonest of them.
_SHARED = frozenset({"ac", "co", "com", "edu", "go", "gob", "gov", "mil", "name", "ne", "net", "or", "org", "sch"})

_SOONEST, _LATEST = timedelta(minutes=5), timedelta(days=1)
# How long a shop is served at a domain whose token is gone, so that its merchant can put it back.
GRACE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the names of a claimed host say, and those of the zone's edge. `trouble`: why they could not be asked."""

    texts: tuple[str, ...] = ()
    alias: str = ""
    addresses: frozenset[str] = field(default_factory=frozenset)
    edge_addresses: frozenset[str] = field(default_factory=frozenset)
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """When a verified domain's token was last seen, and until when the shop is served there without it.

    Of what an operator vouched for, no token was ever seen.
    """

    proved_at: datetime | None
    lapses_at: datetime | None = None


def proof_host(host: str) -> str:
    """Where a domain's owner publishes the claim's token, as a TXT record."""
    return f"_storefront.{host}"


def edge_host(platform_domain: str) -> str:
    """Where shops' own domains lead to."""
    return f"domains.{platform_domain}"


def is_proved(token: str, sighting: Sighting) -> bool:
    """Whether what was seen proves the claim that has this token.

    Nothing but the token does. Where the name leads says nothing of which shop its owner means, and under a record for
    all names (`*.brand.example`) every name leads here that anybody can think of.
    """
    return token in sighting.texts


def proof_after(held: Proof, token: str, sighting: Sighting, now: datetime) -> Proof | None:
    """What another look makes of a verified domain's proof; None: the shop is served there no longer.

    A name server that fails takes nothing away, and nor does it after the time of grace.
    """
    if is_proved(token, sighting):
        return Proof(now)
    if sighting.trouble or held.proved_at is None:
        return held
    if held.lapses_at is None:
        return Proof(held.proved_at, now + GRACE)
    return held if now < held.lapses_at else None


def leads_here(sighting: Sighting, *, platform_domain: str) -> bool:
    """Whether visitors of the name reach the zone's edge, which proves nothing."""
    is_alias = sighting.alias == edge_host(platform_domain)
    return is_alias or (bool(sighting.addresses) and sighting.addresses <= sighting.edge_addresses)


def proof_expected(host: str, token: str) -> str:
    """What the domain's owner is to publish as the proof, in one line."""
    return f'TXT "{token}" at {proof_host(host)}'


def way_expected(host: str, sighting: Sighting, *, platform_domain: str) -> str:
    """What the domain's owner is to publish so that visitors arrive, in one line; "" where they do."""
    if leads_here(sighting, platform_domain=platform_domain):
        return ""
    addresses = f", or A/AAAA {', '.join(sorted(sighting.edge_addresses))} alone" if sighting.edge_addresses else ""
    return f"CNAME {edge_host(platform_domain)}{addresses} at {host}"


def records_seen(host: str, sighting: Sighting) -> str:
    """What there is instead, in one line."""
    if sighting.trouble:
        return sighting.trouble
    texts = ", ".join(f'"{text}"' for text in sighting.texts) or "none"
    alias = f"CNAME {sighting.alias}, " if sighting.alias else ""
    addresses = ", ".join(sorted(sighting.addresses)) or "none"
    return f"TXT at {proof_host(host)}: {texts}; at {host}: {alias}A/AAAA {addresses}"


def next_check(claimed_at: datetime, checked_at: datetime) -> datetime:
    """When a claim that is still not proved is looked at again: after a quarter of its age, in 5 minutes to a day."""
    return checked_at + min(max((checked_at - claimed_at) / 4, _SOONEST), _LATEST)


def next_look(checked_at: datetime) -> datetime:
    """When a verified domain's proof is looked at again."""
    return checked_at + _LATEST


def host_of(raw: bytes) -> str:
    """The host of a Host header's value, in lower case and without its port. Raises MalformedHost for anything else.

    One name of RFC 1123 with an optional port: no user, no path, no space, no final dot, no IPv6 literal.
    """
    found = _HOST_HEADER.fullmatch(raw.lower())
    if found is None or len(found[1]) > _MAX_HOST or not 0 < int(found[2] or 1) <= _MAX_PORT:
        raise MalformedHost("the Host header is not a host name with an optional port")
    return found[1].decode("ascii")


def shop_label(host: str, platform_domain: str) -> str | None:
    """The slug that a host below the platform's domain asks for, or None when the host is not one label below it."""
    label, dot, parent = host.partition(".")
    return label if dot and parent == platform_domain else None


def custom_host(written: str, platform_domain: str) -> str:
    """A domain that a shop may claim, as browsers send it: lower case, other scripts in Punycode. Raises BadDomain."""
    host = _in_ascii(written.strip().removesuffix("."))
    if len(host) > _MAX_HOST or not _HOST.fullmatch(host):
        raise BadDomain("is not a domain name such as www.example.com")
    if _is_address(host):
        raise BadDomain("is an IP address, not a domain name")
    if host == platform_domain or host.endswith(f".{platform_domain}"):
        raise BadDomain("belongs to the platform")
    labels = host.split(".")
    if labels[-1] in _NOBODYS:
        raise BadDomain("can not be reached from the internet")
    if len(labels) == 1 or (len(labels) == 2 and labels[0] in _SHARED and len(labels[1]) == 2):
        raise BadDomain("is a whole registry's, not one shop's")
    return host


def _in_ascii(written: str) -> str:
    """IDNA 2008 with the mapping of UTS 46, checked in both directions."""
    if len(written) > _MAX_HOST:
        raise BadDomain("is too long for a domain name")
    try:
        host = idna.encode(written, uts46=True, transitional=False).decode("ascii")
        if "xn--" in host:
            idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        raise BadDomain("is not a domain name such as www.example.com") from None
    return host


def _is_address(host: str) -> bool:
    """Whether browsers would read this as an IPv4 address: they do so whenever the last label is a number."""
    last = host.rpartition(".")[2]
    if last.isdigit() or re.fullmatch("0x[0-9a-f]*", last):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
