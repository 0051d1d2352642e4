"""Where goods are kept."""

from sqlalchemy import text
from sqlmodel import Session

from storefront.inventory.errors import LocationInUse
from storefront.inventory.models import StockLocation
from storefront.inventory.reads import is_location_used, location_by_id, locations
from storefront.inventory.rules import checked_name

# A shop's first location is called by nobody but staff, so it needs no translation until they rename it.
FIRST_NAME = "Main"
# Two that count stock for the first time at once take turns, and the second finds what the first made.
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(7_133_005, cast(:tenant_id % 2147483647 as integer))")


def add_location(session: Session, tenant_id: int, name: str) -> int:
    """A further place, asked for goods after those that are there. Returns its id. Raises BadLocation."""
    last = max((each.position for each in locations(session)), default=-1)
    location = StockLocation(tenant_id=tenant_id, name=checked_name(name), position=last + 1)
    session.add(location)
    session.flush()
    assert location.id is not None, "the database gave it one"
    return location.id


def rename_location(session: Session, location_id: int, name: str) -> None:
    """Raises LocationNotFound or BadLocation."""
    location_by_id(session, location_id).name = checked_name(name)


def put_location_first(session: Session, location_id: int) -> None:
    """Serve orders from here before the others. Raises LocationNotFound."""
    first = location_by_id(session, location_id)
    others = [each for each in locations(session) if each is not first]
    for position, each in enumerate((first, *others)):
        each.position = position


def remove_location(session: Session, location_id: int) -> None:
    """Raises LocationNotFound, or LocationInUse for the last one and for one with goods, promises or a history."""
    location = location_by_id(session, location_id)
    if len(locations(session)) == 1 or is_location_used(session, location_id):
        raise LocationInUse(f"location {location_id} is needed")
    session.execute(text("delete from stock_level where location_id = :location_id"), {"location_id": location_id})
    session.delete(location)


def first_location(session: Session, tenant_id: int) -> int:
    """The id of the place that is asked first. A shop that has none yet gets its first one."""
    if not locations(session):
        session.execute(_ONE_AT_A_TIME, {"tenant_id": tenant_id})
    found = locations(session)
    if found:
        assert found[0].id is not None, "it is stored"
        return found[0].id
    return add_location(session, tenant_id, FIRST_NAME)
