"""Who asks, and in which shop: from a cookie to a person, from a person and a slug to a shop."""

from storefront import localization
from storefront.admin.request import AdminRequest, AdminShop, SignedIn
from tenants import identity, lifecycle


def find_person(request: AdminRequest) -> SignedIn | None:
    """Whoever the session's cookie belongs to, while it lasts."""
    if not request.session_secret:
        return None
    with request.services.database.platform() as session:
        person = identity.person_signed_in(session, request.session_secret)
        if person is None or person.id is None:
            return None
        return SignedIn(person.id, person.name, person.email, person.is_platform_admin)


def find_shop(request: AdminRequest, slug: str) -> AdminShop | None:
    """The shop, where the person is a member; None for another's shop, as for one that does not exist."""
    with request.services.database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, slug)
        memberships = {each.tenant_id: each.role for each in identity.memberships_of_person(session, request.who.id)}
    if tenant is None or tenant.id is None or tenant.id not in memberships:
        return None
    with request.services.database.tenant(tenant.id) as session:
        spoken = [language for market in localization.markets(session) for language in market.languages]
    languages = tuple(dict.fromkeys([tenant.primary_language, *spoken]))
    role = identity.Role(memberships[tenant.id])
    return AdminShop(tenant.id, tenant.slug, tenant.name, role, tenant.contact_email, languages)
