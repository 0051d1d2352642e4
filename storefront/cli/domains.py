"""`storefront domains`: the hosts that a shop has of its own, and which market each of them is for."""

import json
import sys
from dataclasses import asdict

import click
from sqlmodel import Session

from storefront import localization
from storefront.cli.opened import opened_database
from storefront.cli.printing import printable
from storefront.localization import Market
from tenants import domains as hosts
from tenants import lifecycle
from tenants.domains import Checked, Domain
from tenants.kit.settings import load_settings


@click.group()
def domains() -> None:
    """Claim, check, verify, remove and list the domains of a shop, and give one to a market."""


@domains.command("list")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_domains(slug: str, as_json: bool) -> None:
    """List the domains that the shop SLUG claims."""
    with opened_database() as database:
        with database.platform() as session:
            tenant_id = _tenant_id(session, slug)
        with database.tenant(tenant_id) as session:
            claimed = hosts.domains_of_shop(session, tenant_id)
            markets = {market.host: market for market in localization.markets(session) if market.host}
    if not as_json:
        click.echo(f"{'HOST':<40} {'STATE':<10} FOR")
    for each in claimed:
        _print(each, markets.get(each.host), as_json=as_json)


@domains.command("claim")
@click.argument("slug")
@click.argument("host")
def claim(slug: str, host: str) -> None:
    """Keep the wish of the shop SLUG for HOST. It serves nothing until it is verified."""
    with opened_database() as database:
        with database.platform() as session:
            tenant_id = _tenant_id(session, slug)
        with database.tenant(tenant_id) as session:
            kept = hosts.claim_domain(session, tenant_id, host, platform_domain=load_settings().platform_domain)
            token = kept.verification_token
            host = kept.host
    platform_domain = load_settings().platform_domain
    click.echo(f"{host}: claimed; proved by the token {token}")
    click.echo(f"  TXT    {hosts.proof_host(host)}  {token}  (the proof)")
    click.echo(f"  CNAME  {host}  {hosts.edge_host(platform_domain)}  (brings the visitors)")


@domains.command("check")
@click.argument("host", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def check(host: str | None, as_json: bool) -> None:
    """Look up every domain that waits, or HOST alone, and let those that are proved serve their shops.

    HOST is looked up again also if it was proved before: a shop whose proof is gone is served there for 14 days more.
    A domain is proved by its token in a TXT record at _storefront.HOST and by nothing else; where the name leads only
    says whether visitors arrive. Exit status 0: all are verified; 1: some wait on, each with what is expected and what
    was seen.
    """
    settings = load_settings()
    checks = hosts.DomainChecks(hosts.open_lookup(settings.dns_server), settings.platform_domain)
    with opened_database() as database:
        with database.platform() as session:
            waiting = hosts.claims_on(session, host.lower()) if host else hosts.waiting_domains(session)
            slugs = {each.tenant_id: lifecycle.tenant_by_id(session, each.tenant_id).slug for each in waiting}
            if host and not waiting and not hosts.verified_hosts_among(session, [host.lower()]):
                raise hosts.UnknownDomain(f"no shop claims {host}")
        checked = [(slugs[each.tenant_id], hosts.check_domain(database, checks, each)) for each in waiting]
    if not checked and not as_json:
        click.echo(f"{host.lower()}: verified" if host else "no domain waits")
    for slug, each in checked:
        _print_checked(slug, each, as_json=as_json)
    if not all(each.is_verified for _, each in checked):
        sys.exit(1)


def _print_checked(slug: str, checked: Checked, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"slug": slug, **asdict(checked)}))
        return
    click.echo(f"{checked.host}: {'verified' if checked.is_verified else 'waits'} for the shop {slug}")
    if not checked.is_verified:
        click.echo(f"  expected: {checked.expected}")
    if checked.served_until:
        click.echo(f"  the proof is missing: served until {checked.served_until} unless it is there again")
        click.echo(f"  expected: {checked.expected}")
    if checked.to_be_reached:
        click.echo(f"  to be reached: {checked.to_be_reached}")
    click.echo(f"  seen: {printable(checked.seen)}")


@domains.command("verify")
@click.argument("slug")
@click.argument("host")
def verify(slug: str, host: str) -> None:
    """Say that HOST is the shop's, unseen: it serves the shop SLUG in every process within a second.

    For an operator who knows it otherwise; `storefront domains check` looks the proof up.
    """
    with opened_database() as database, database.platform() as session:
        hosts.verify_domain(session, _tenant_id(session, slug), host.lower())
    click.echo(f"{host.lower()}: verified")


@domains.command("prefer")
@click.argument("slug")
@click.argument("host")
def prefer(slug: str, host: str) -> None:
    """Let the pages of the shop SLUG name HOST as its address, once it is verified."""
    with opened_database() as database, database.platform() as session:
        hosts.prefer_domain(session, _tenant_id(session, slug), host.lower())
    click.echo(f"{host.lower()}: preferred")


@domains.command("remove")
@click.argument("slug")
@click.argument("host")
def remove(slug: str, host: str) -> None:
    """Take HOST from the shop SLUG: it serves it no longer in any process within a second, and another may claim it."""
    with opened_database() as database, database.platform() as session:
        hosts.remove_domain(session, _tenant_id(session, slug), host.lower())
    click.echo(f"{host.lower()}: removed")


@domains.command("market")
@click.argument("slug")
@click.argument("market")
@click.argument("host", required=False)
def market(slug: str, market: str, host: str | None) -> None:
    """Give the verified HOST to a MARKET of the shop SLUG; without HOST, the market is at the shop's own host again."""
    with opened_database() as database:
        with database.platform() as session:
            tenant_id = _tenant_id(session, slug)
        with database.tenant(tenant_id) as session:
            localization.set_market_host(session, tenant_id, market, host.lower() if host else None)
    click.echo(f"{market}: {host.lower() if host else 'at the address of the shop'}")


def _print(domain: Domain, market: Market | None, *, as_json: bool) -> None:
    use = market.handle if market else ("shop" if domain.is_primary else "")
    state = "lapsing" if domain.lapses_at else "verified" if domain.verified_at else "claimed"
    if as_json:
        facts = {
            "host": domain.host,
            "state": state,
            "for": use,
            "verification_token": domain.verification_token,
            "served_until": domain.lapses_at.isoformat() if domain.lapses_at else None,
            "seen": domain.seen,
        }
        click.echo(json.dumps(facts))
    else:
        click.echo(f"{domain.host:<40} {state:<10} {use}".rstrip())


def _tenant_id(session: Session, slug: str) -> int:
    found = lifecycle.tenant_by_slug(session, slug.lower()).id
    assert found is not None, "a stored tenant has its id"
    return found
