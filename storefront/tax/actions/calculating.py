"""The landed cost of a consignment, by what is read for it."""

from datetime import datetime

from sqlmodel import Session

from storefront.tax import reads
from storefront.tax.rules.consignment import Consignment
from storefront.tax.rules.exchange import Rates
from storefront.tax.rules.facts import Facts, TariffRate, best_rate
from storefront.tax.rules.landing import landed_cost_of
from storefront.tax.rules.outcome import LandedCost
from tenants.kit import clock


def landed_cost(
    session: Session, consignment: Consignment, *, rates: Rates, known_at: datetime | None = None
) -> LandedCost:
    """What the consignment costs at the door, for the shop that the session is bound to.

    `known_at` asks for the answer by the zone's rules as they were recorded at a moment, for any day of shipping.
    Where nothing is known, the answer says so (confidence "unknown"). Raises BadConsignment, MixedCurrencies.
    """
    return landed_cost_of(consignment, _facts(session, consignment, rates, known_at))


def _facts(session: Session, consignment: Consignment, rates: Rates, known_at: datetime | None) -> Facts:
    seller, destination, on = consignment.seller_country, consignment.destination_country, consignment.ship_date
    own = reads.find_own_choice(session, destination, on)
    reduced = _reduced(session, consignment, known_at)
    held = (
        {}
        if destination in reads.rates_answers(session, on)
        else {code: rate for code, rate in reduced.items() if rate.is_unsure}
    )
    return Facts(
        rule=reads.find_rule(session, destination, on, known_at=known_at),
        seller_rule=reads.find_rule(session, seller, on, known_at=known_at),
        registrations=reads.registered_kinds(session, seller=seller, destination=destination, on=on),
        tariff=_tariff(session, consignment, known_at),
        reduced={code: rate for code, rate in reduced.items() if code not in held},
        held=held,
        own=own,
        rates=rates,
        today=clock.now().date(),
    )


def _tariff(session: Session, consignment: Consignment, known_at: datetime | None) -> dict[tuple[str, str], TariffRate]:
    """The best rate for each kind of goods: the shop's own before the zone's."""
    own, zone = reads.tariff_rates(session, consignment.destination_country, consignment.ship_date, known_at=known_at)
    found = {}
    for line in consignment.lines:
        code, origin = line.hs_code or "", line.origin_country or ""
        rate = (best_rate(own, code, origin) or best_rate(zone, code, origin)) if code else None
        if rate is not None:
            found[code, origin] = rate
    return found


def _reduced(session: Session, consignment: Consignment, known_at: datetime | None) -> dict[str, TariffRate]:
    rates = reads.reduced_rates(session, consignment.destination_country, consignment.ship_date, known_at=known_at)
    codes = {line.hs_code for line in consignment.lines if line.hs_code}
    return {code: rate for code in codes if (rate := best_rate(rates, code, ""))}
