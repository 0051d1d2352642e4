"""Looking at domains by the clock: those that wait, soon and then ever more seldom; those that are proved, each day."""

import time
from dataclasses import dataclass

import structlog
from sqlmodel import Session

from tenants.domains import actions, reads
from tenants.domains.gateway import Lookup
from tenants.domains.models import Domain
from tenants.domains.rules import edge_host
from tenants.isolation import Database, JobContext, enqueue, enqueue_each, job, periodic
from tenants.kit import clock

CHECK = "domains.check"
_EVERY_FIVE_MINUTES = "*/5 * * * *"
_TENANTS_A_RUN = 200
_PROVED_A_RUN = 400  # in a day 115,200 shops
_SECONDS_A_RUN = 10.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DomainChecks:
    """How domains are checked in this zone."""

    lookup: Lookup
    platform_domain: str


@periodic("domains.check_waiting", _EVERY_FIVE_MINUTES)
def check_waiting(context: JobContext) -> None:
    """A job for each shop with a domain that is due, those that wait longest first."""
    with context.database.platform() as session:
        enqueue_each(session, CHECK, tenant_ids=reads.tenants_with_due_claims(session, clock.now(), _TENANTS_A_RUN))


@periodic("domains.check_proved", _EVERY_FIVE_MINUTES)
def check_proved(context: JobContext) -> None:
    """A job for each shop with a proved domain that was last looked at a day ago, so that one that was sold lapses."""
    with context.database.platform() as session:
        enqueue_each(session, CHECK, tenant_ids=reads.tenants_with_due_proofs(session, clock.now(), _PROVED_A_RUN))


@job(CHECK)
def check_domains(context: JobContext, *, tenant_id: int) -> None:
    """Look at those of the shop's domains that are due. Safe to run twice: the second time none is.

    One that can not be looked at is logged and comes again when it is due; the others are looked at. A shop whose name
    servers are slow has a few looked at in each run, those that wait longest first, since workers are there for all.
    """
    until = time.monotonic() + _SECONDS_A_RUN
    checks: DomainChecks = context.services["domain_checks"]
    with context.database.platform() as session:
        due = reads.due_domains(session, tenant_id, clock.now())
    for domain in due:
        try:
            checked = check_domain(context.database, checks, domain)
        except Exception:  # whatever a stranger's records bring about
            log.exception("domain.check_failed", host=domain.host)
        else:
            log.info("domain.checked", host=checked.host, verified=checked.is_verified)
        if time.monotonic() >= until:
            return


def ask_for_check(session: Session, tenant_id: int, host: str) -> None:
    """Have a worker look at a claimed host as soon as it can. For the platform role. Raises UnknownDomain."""
    actions.make_due(session, tenant_id, host)
    enqueue(session, CHECK, tenant_id=tenant_id, once=CHECK)


def check_domain(database: Database, checks: DomainChecks, domain: Domain) -> actions.Checked:
    """Look at one claim now, and write down what was seen. No transaction is open while names are asked for.

    Raises UnknownDomain for a claim that was given up since.
    """
    with database.platform() as session:
        actions.begin_check(session, domain.tenant_id, domain.host)
    sighting = checks.lookup(domain.host, edge_host(checks.platform_domain))
    with database.platform() as session:
        return actions.settle_check(
            session, domain.tenant_id, domain.host, sighting, platform_domain=checks.platform_domain
        )
