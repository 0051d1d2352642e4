"""Hosts: the strict grammar of a Host header, custom domains that shops claim, and whose host it is.

That a claimed domain is the merchant's is proved by its token in a record (`check_domain`, and jobs that look again,
also once it is proved), or said by the platform (`verify_domain`).
"""

from tenants.domains.actions import (
    TELL_JOB,
    Checked,
    claim_domain,
    claim_domains,
    prefer_domain,
    remove_domain,
    settle_check,
    verify_domain,
)
from tenants.domains.errors import BadDomain, DomainTaken, MalformedHost, TooManyDomains, UnknownDomain
from tenants.domains.gateway import Lookup, open_lookup
from tenants.domains.jobs import CHECK, DomainChecks, ask_for_check, check_domain
from tenants.domains.models import Domain
from tenants.domains.reads import (
    TenantAtHost,
    claims_on,
    domain_by_host,
    domains_of_shop,
    find_domain,
    find_primary_host,
    find_tenant_by_host,
    hosts_of_shops,
    verified_hosts_among,
    waiting_domains,
)
from tenants.domains.rules import (
    Sighting,
    custom_host,
    edge_host,
    host_of,
    proof_host,
)

__all__ = [
    "CHECK",
    "TELL_JOB",
    "BadDomain",
    "Checked",
    "Domain",
    "DomainChecks",
    "DomainTaken",
    "Lookup",
    "MalformedHost",
    "Sighting",
    "TenantAtHost",
    "TooManyDomains",
    "UnknownDomain",
    "ask_for_check",
    "check_domain",
    "claim_domain",
    "claim_domains",
    "claims_on",
    "custom_host",
    "domain_by_host",
    "domains_of_shop",
    "edge_host",
    "find_domain",
    "find_primary_host",
    "find_tenant_by_host",
    "host_of",
    "hosts_of_shops",
    "open_lookup",
    "prefer_domain",
    "proof_host",
    "remove_domain",
    "settle_check",
    "verified_hosts_among",
    "verify_domain",
    "waiting_domains",
]
