"""The queries about goods, permits and closed destinations."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, timedelta

from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storefront.law.errors import DestinationClosed, NotClosed
from storefront.law.models import ClosedDestination, GoodsRule, HeldPermit, SellingRule
from storefront.law.rules.goods import (
    Finding,
    Goods,
    Restriction,
    StandingRules,
    findings_by_country,
    places_of,
)
from storefront.law.rules.selling import STALE_DAYS, LawRule, SellingLaw, law_of, law_places
from tenants.kit import clock


def restrictions(session: Session, country: str, goods: Iterable[Goods], *, on: date) -> tuple[Finding, ...]:
    """What the destination says of these goods on a day, for the shop that the session is bound to."""
    return findings_by_country(standing_rules(session, (country,), on=on), (country,), goods)[country]


def standing_rules(session: Session, countries: Iterable[str], *, on: date) -> StandingRules:
    """What holds for goods in these destinations on a day, and the permits that the shop has for them."""
    rows = session.exec(
        select(GoodsRule)
        .where(
            col(GoodsRule.country).in_({place for country in countries for place in places_of(country)}),
            col(GoodsRule.withdrawn_at).is_(None),
            col(GoodsRule.valid_from) <= on,
            or_(col(GoodsRule.valid_to).is_(None), col(GoodsRule.valid_to) >= on),
        )
        .order_by(GoodsRule.key, col(GoodsRule.id))
    ).all()
    rules = tuple(_restriction(row) for row in rows)
    held = _permits(session, on) if any(rule.status == "licensed" for rule in rules) else frozenset()
    return StandingRules(rules, held)


def closed_destinations(session: Session) -> list[ClosedDestination]:
    """Those that are closed now, by country."""
    asked = select(ClosedDestination).where(col(ClosedDestination.opened_at).is_(None))
    return list(session.exec(asked.order_by(ClosedDestination.country)).all())


def closed_countries(session: Session) -> frozenset[str]:
    """The countries that no shop of the zone sells to now."""
    return frozenset(each.country for each in closed_destinations(session))


def require_open(session: Session, country: str) -> None:
    """Raises DestinationClosed."""
    closed = find_closed(session, country)
    if closed is not None:
        raise DestinationClosed(country, closed.reason)


def find_closed(session: Session, country: str) -> ClosedDestination | None:
    """The closing of a country that holds now, with its reason; None while it is open."""
    asked = select(ClosedDestination).where(
        ClosedDestination.country == country, col(ClosedDestination.opened_at).is_(None)
    )
    return session.exec(asked).first()


def closed_destination(session: Session, country: str) -> ClosedDestination:
    """Raises NotClosed."""
    found = find_closed(session, country)
    if found is None:
        raise NotClosed(country)
    return found


def goods_rules(session: Session) -> Sequence[GoodsRule]:
    """The zone's rules on goods that are not withdrawn."""
    asked = select(GoodsRule).where(col(GoodsRule.withdrawn_at).is_(None))
    return session.exec(asked.order_by(GoodsRule.country, GoodsRule.key, col(GoodsRule.id))).all()


def selling_law(session: Session, country: str, at: date) -> SellingLaw:
    """What the law of a country asks of a sale on a day."""
    rows = session.exec(_selling_rows().where(col(SellingRule.place).in_(law_places(country)))).all()
    return law_of(map(_law_rule, rows), country, at)


def selling_rules(session: Session, *, is_stale: bool = False) -> tuple[LawRule, ...]:
    """The zone's rules on sales that are not withdrawn; with `is_stale`, those last checked too long ago."""
    asked = _selling_rows()
    if is_stale:
        asked = asked.where(col(SellingRule.as_of) < clock.now().date() - timedelta(days=STALE_DAYS))
    return tuple(map(_law_rule, session.exec(asked).all()))


def standing_selling_rows(session: Session) -> Sequence[SellingRule]:
    """Their rows, locked until the transaction ends."""
    return session.exec(_selling_rows().with_for_update()).all()


def _selling_rows() -> SelectOfScalar[SellingRule]:
    asked = select(SellingRule).where(col(SellingRule.withdrawn_at).is_(None))
    return asked.order_by(SellingRule.place, SellingRule.kind, col(SellingRule.valid_from))


def _law_rule(row: SellingRule) -> LawRule:
    return LawRule(**{each.name: getattr(row, each.name) for each in fields(LawRule)})


def permits(session: Session) -> list[HeldPermit]:
    """All permits that the shop holds or held."""
    return list(session.exec(select(HeldPermit).order_by(HeldPermit.rule_key, col(HeldPermit.valid_from))).all())


def _permits(session: Session, on: date) -> frozenset[str]:
    held = select(HeldPermit.rule_key).where(
        col(HeldPermit.valid_from) <= on, or_(col(HeldPermit.valid_to).is_(None), col(HeldPermit.valid_to) >= on)
    )
    return frozenset(session.exec(held).all())


def _restriction(row: GoodsRule) -> Restriction:
    status = "prohibited" if row.status == "prohibited" else "licensed" if row.status == "licensed" else "restricted"
    return Restriction(
        key=row.key,
        country=row.country,
        hs_prefix=row.hs_prefix,
        tag=row.tag,
        status=status,  # type: ignore[arg-type]
        reason_key=row.reason_key,
        source_title=row.source_title,
        source_url=row.source_url,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        as_of=row.as_of,
        confidence=row.confidence,
    )
