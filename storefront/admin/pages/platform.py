"""The shops of the zone, for the one person who looks after them: found, opened, suspended."""

import re
from dataclasses import dataclass

from starlette.responses import Response

from storefront.admin.rendering import render
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from tenants import lifecycle
from tenants.kit.errors import NotFound

_PAGE = 100
_SLUG = re.compile(r"[a-z0-9-]{0,63}")


class UnknownAction(NotFound):
    """There is nothing of this name to do with a shop."""


@dataclass(frozen=True, slots=True)
class ZoneShop:
    """A shop in the list."""

    slug: str
    name: str
    url: str
    is_live: bool
    is_learner: bool


def shops(request: AdminRequest) -> Response:
    """Shops by address, a hundred at a time, from the one that was looked for on."""
    asked = request.query.get("q", "").strip().lower()
    start = asked if _SLUG.fullmatch(asked) else ""
    after = request.query.get("after", "")
    with request.services.database.platform() as session:
        found = lifecycle.tenants_page(
            session, beginning=start, after_slug=after if _SLUG.fullmatch(after) else "", limit=_PAGE + 1
        )
    settings = request.services.settings
    listed = [
        ZoneShop(
            slug=tenant.slug,
            name=tenant.name,
            url=settings.origin(f"{tenant.slug}.{settings.platform_domain}"),
            is_live=tenant.status == lifecycle.TenantStatus.LIVE,
            is_learner=tenant.kind == lifecycle.TenantKind.LEARNER,
        )
        for tenant in found[:_PAGE]
    ]
    more = listed[-1].slug if len(found) > _PAGE else ""
    return render(request, "platform.html", {"listed": listed, "search": start, "more": more})


def act(request: AdminRequest) -> Response:
    """Suspend a shop or open it again, in every process within a second. Raises UnknownAction, UnknownTenant."""
    change = {"suspend": lifecycle.suspend_tenant, "resume": lifecycle.resume_tenant}.get(request.parameters["action"])
    if change is None:
        raise UnknownAction(request.parameters["action"])
    with request.services.database.platform() as session:
        change(session, request.parameters["slug"])
    return see_other(f"/platform?q={request.parameters['slug']}")
