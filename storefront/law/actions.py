"""What people do: the platform closes destinations and records rules on goods; a shop says which permits it holds."""

import re
from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from storefront.law import reads
from storefront.law.errors import AlreadyClosed, BadDestination, BadGoodsRule
from storefront.law.models import ClosedDestination, GoodsRule, HeldPermit, SellingRule
from storefront.law.rules.goods import Restriction
from storefront.law.rules.selling import LawRule
from tenants.kit import clock


def close_destination(session: Session, country: str, *, reason: str, by: str) -> ClosedDestination:
    """No shop of the zone sells to the country any more, in every process within a second. For the platform's session.

    Raises BadDestination, AlreadyClosed.
    """
    if re.fullmatch(r"[A-Z]{2}", country) is None:
        raise BadDestination("country", f"{country[:10]!r} is not two capital letters")
    if not 0 < len(reason.strip()) <= 300:
        raise BadDestination("reason", "say in 1 to 300 characters why")
    if reads.find_closed(session, country) is not None:
        raise AlreadyClosed(country)
    closed = ClosedDestination(country=country, reason=reason.strip(), closed_by=by[:100], closed_at=clock.now())
    session.add(closed)
    session.flush()
    return closed


def open_destination(session: Session, country: str, *, by: str) -> ClosedDestination:
    """Shops may sell to the country again. Raises NotClosed."""
    closed = reads.closed_destination(session, country)
    closed.opened_at = clock.now()
    closed.opened_by = by[:100]
    session.add(closed)
    session.flush()
    return closed


def record_goods_rules(session: Session, rules: Sequence[Restriction], *, by: str) -> int:
    """Put rules on goods in force for the whole zone, in place of those with the same key. How many differ from before.

    For the platform's session. What is replaced is withdrawn, not lost.
    """
    now, keys = clock.now(), {rule.key for rule in rules}
    standing = [row for row in reads.goods_rules(session) if row.key in keys]
    known = {_identity(row) for row in standing}
    wanted = {_identity(rule) for rule in rules}
    for row in standing:
        if _identity(row) not in wanted:
            row.withdrawn_at = now
            session.add(row)
    new = [rule for rule in rules if _identity(rule) not in known]
    for rule in new:
        values = {name: getattr(rule, name) for name in _FIELDS}
        session.add(GoodsRule(**values, recorded_by=by[:100], recorded_at=now))
    session.flush()
    return len(new) + len(known - wanted)


def record_selling_rules(session: Session, rules: Sequence[LawRule], *, by: str) -> tuple[str, ...]:
    """Put rules on sales in force for the whole zone; returns the keys of those that differ from before.

    For the platform's session. A rule replaces the one of its kind and place that begins on the same day; what is
    replaced is withdrawn, not lost. Repeating it changes nothing. Every process follows within a second.
    """
    now = clock.now()
    standing = {(row.kind, row.place, row.valid_from): row for row in reads.standing_selling_rows(session)}
    changed = []
    for rule in rules:
        values = {each.name: getattr(rule, each.name) for each in fields(LawRule)}
        found = standing.get((rule.kind, rule.place, rule.valid_from))
        if found is not None and all(getattr(found, name) == value for name, value in values.items()):
            continue
        if found is not None:
            found.withdrawn_at = now
            session.add(found)
            session.flush()
        session.add(SellingRule(**values, recorded_by=by[:100], recorded_at=now))
        changed.append(rule.key)
    session.flush()
    return tuple(changed)


def hold_permit(
    session: Session, tenant_id: int, *, rule_key: str, number: str, days: tuple[date, date | None]
) -> None:
    """The shop holds the permit that a rule asks for; again for the same first day replaces it. Raises BadGoodsRule."""
    starts, ends = days
    if rule_key not in {row.key for row in reads.goods_rules(session) if row.status == "licensed"}:
        raise BadGoodsRule("rule_key", f"no rule {rule_key[:40]!r} asks for a permit")
    if not 0 < len(number.strip()) <= 100:
        raise BadGoodsRule("number", "1 to 100 characters")
    if ends is not None and ends < starts:
        raise BadGoodsRule("days", "the last day is before the first")
    statement = insert(HeldPermit).values(
        tenant_id=tenant_id, rule_key=rule_key, valid_from=starts, valid_to=ends, number=number.strip()
    )
    changes = {"valid_to": statement.excluded.valid_to, "number": statement.excluded.number}
    session.execute(
        statement.on_conflict_do_update(index_elements=["tenant_id", "rule_key", "valid_from"], set_=changes)
    )


_FIELDS = (
    *("key", "country", "hs_prefix", "tag", "status", "reason_key", "source_title", "source_url"),
    *("valid_from", "valid_to", "as_of", "confidence"),
)


def _identity(rule: GoodsRule | Restriction) -> tuple[object, ...]:
    return tuple(getattr(rule, name) for name in _FIELDS)
