"""The shops that somebody works in."""

from starlette.responses import Response

from storefront import localization
from storefront.admin.rendering import render
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from tenants import identity, lifecycle


def home(_request: AdminRequest) -> Response:
    """Nothing is at `/`: whoever is signed in begins with the shops."""
    return see_other("/shops")


def shops(request: AdminRequest) -> Response:
    """A list to choose from; whoever has one shop is led into it."""
    settings = request.services.settings
    with request.services.database.platform() as session:
        memberships = identity.memberships_of_person(session, request.who.id)
        found = [lifecycle.tenant_by_id(session, each.tenant_id) for each in memberships]
    if not found and request.who.is_platform_admin:
        return see_other("/platform")
    if len(found) == 1:
        return see_other(f"/shops/{found[0].slug}/orders")
    listed = [
        (tenant.name, tenant.slug, settings.origin(f"{tenant.slug}.{settings.platform_domain}"))
        for tenant in sorted(found, key=lambda tenant: localization.sort_key(tenant.name, request.language))
    ]
    return render(request, "shops.html", {"shops": listed})


def shop(request: AdminRequest) -> Response:
    """Nothing is at a shop's own address: its orders are what staff come for."""
    return see_other(f"/shops/{request.own_shop.slug}/orders")
