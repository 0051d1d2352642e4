"""What shops and the platform do with domains."""

import secrets
from collections.abc import Mapping

from sqlalchemy import insert
from sqlmodel import Session

from tenants.domains.errors import DomainTaken
from tenants.domains.models import Domain
from tenants.domains.reads import domain_by_host, domains_of_shop, find_domain, verified_hosts_among
from tenants.domains.rules import custom_host
from tenants.kit import clock

_TOKEN_BYTES = 24


def claim_domain(session: Session, tenant_id: int, written: str, *, platform_domain: str) -> Domain:
    """Keep the shop's wish for a domain, with the token that proves it. Claiming twice gives the same claim.

    A claim serves nothing and keeps nobody else away until it is verified. The first one is the preferred one.
    Raises BadDomain.
    """
    host = custom_host(written, platform_domain)
    claimed = find_domain(session, tenant_id, host)
    if claimed is not None:
        return claimed
    is_first = not domains_of_shop(session, tenant_id)
    session.execute(insert(Domain), [_claim(tenant_id, host, is_primary=is_first)])
    return domain_by_host(session, tenant_id, host)


def claim_domains(session: Session, host_of_tenant: Mapping[int, str]) -> None:
    """The first claims of new tenants, in one statement. For the platform role; hosts are `custom_host`'s results."""
    if host_of_tenant:
        claims = [_claim(tenant_id, host, is_primary=True) for tenant_id, host in host_of_tenant.items()]
        session.execute(insert(Domain), claims)


def verify_domain(session: Session, tenant_id: int, host: str) -> Domain:
    """Let a claimed domain serve the shop, from now on in every process. For the platform role; safe to call twice.

    Raises UnknownDomain, and DomainTaken when another shop was first.
    """
    domain = domain_by_host(session, tenant_id, host)
    if domain.verified_at is None:
        if verified_hosts_among(session, [host]):
            raise DomainTaken(f"{host} serves another shop")
        domain.verified_at = clock.now()
        session.add(domain)
        session.flush()
    return domain


def prefer_domain(session: Session, tenant_id: int, host: str) -> Domain:
    """Make a claimed domain the one that the shop's pages print, once it is verified. For the platform role.

    Safe to call twice. Raises UnknownDomain.
    """
    domain = domain_by_host(session, tenant_id, host)
    for each in domains_of_shop(session, tenant_id):
        each.is_primary = each.host == host
        session.add(each)
    session.flush()
    return domain


def _claim(tenant_id: int, host: str, *, is_primary: bool) -> dict[str, object]:
    return {
        "tenant_id": tenant_id,
        "host": host,
        "is_primary": is_primary,
        "verification_token": secrets.token_urlsafe(_TOKEN_BYTES),
        "created_at": clock.now(),
    }
