"""Hosts: the strict grammar of a Host header, custom domains that shops claim, and whose host it is.

Proving that a claimed domain is the merchant's, by DNS, is the caller's business; `verify_domain` records it.
"""

from tenants.domains.actions import claim_domain, claim_domains, prefer_domain, verify_domain
from tenants.domains.errors import BadDomain, DomainTaken, MalformedHost, UnknownDomain
from tenants.domains.models import Domain
from tenants.domains.reads import (
    TenantAtHost,
    domain_by_host,
    domains_of_shop,
    find_primary_host,
    find_tenant_by_host,
    verified_hosts_among,
)
from tenants.domains.rules import custom_host, host_of

__all__ = [
    "BadDomain",
    "Domain",
    "DomainTaken",
    "MalformedHost",
    "TenantAtHost",
    "UnknownDomain",
    "claim_domain",
    "claim_domains",
    "custom_host",
    "domain_by_host",
    "domains_of_shop",
    "find_primary_host",
    "find_tenant_by_host",
    "host_of",
    "prefer_domain",
    "verified_hosts_among",
    "verify_domain",
]
