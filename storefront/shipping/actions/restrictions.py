"""What the shop does not send."""

from sqlmodel import Session

from storefront.shipping.models import ShippingRestriction
from storefront.shipping.reads import setup
from storefront.shipping.rules.checks import check_restriction
from storefront.shipping.rules.drafts import NewRestriction


def add_restriction(session: Session, tenant_id: int, new: NewRestriction) -> ShippingRestriction:
    """Raises BadShipping."""
    check_restriction(new)
    restriction = ShippingRestriction(
        tenant_id=tenant_id,
        restricted_by=new.restricted_by,
        value=new.value.strip(),
        countries=list(new.countries),
        is_everywhere_but=new.is_everywhere_but,
    )
    session.add(restriction)
    session.flush()
    return restriction


def remove_restriction(session: Session, restriction_id: int) -> None:
    """Raises NoSuchRate."""
    session.delete(setup.restriction_by_id(session, restriction_id))
    session.flush()
