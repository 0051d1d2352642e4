"""What ways to send are called, in all of a shop's languages, and translations of it brought in."""

from collections.abc import Mapping

from sqlmodel import Session

from storefront.localization import Translatable, TranslatableText
from storefront.shipping.reads import setup
from storefront.shipping.rules.checks import MOST_INSTRUCTIONS, MOST_NAME

TRANSLATED = frozenset({"rate", "pickup_point"})


def translatable(session: Session) -> list[Translatable]:
    """Rates and pick-up points."""
    found = [
        Translatable("rate", rate.id or 0, rate.carrier, {"name": TranslatableText(rate.names, MOST_NAME)})
        for rate in setup.rates(session)
    ]
    for point in setup.pickup_points(session):
        fields = {
            "name": TranslatableText(point.names, MOST_NAME),
            "instructions": TranslatableText(point.instructions, MOST_INSTRUCTIONS),
        }
        found.append(Translatable("pickup_point", point.id or 0, point.address.get("city", ""), fields))
    return found


def write_translation(
    session: Session, *, resource: str, resource_id: int, language: str, texts: Mapping[str, str]
) -> None:
    """Put texts by field in their places. Raises NoSuchRate."""
    if resource == "rate":
        rate = setup.rate_by_id(session, resource_id)
        rate.names = {**rate.names, language: texts["name"]}
        session.add(rate)
    else:
        point = setup.pickup_point_by_id(session, resource_id)
        if "name" in texts:
            point.names = {**point.names, language: texts["name"]}
        if "instructions" in texts:
            point.instructions = {**point.instructions, language: texts["instructions"]}
        session.add(point)
    session.flush()
