"""The photo that a buyer sent with a return, for the shop's own staff alone."""

from starlette.responses import Response

from storefront import media, orders
from storefront.admin.request import AdminRequest
from storefront.admin.responses import picture
from tenants.kit.errors import NotFound


class NoPhoto(NotFound):
    """The order has no such return, or none was sent with it, or its buyer was forgotten since."""


def photo(request: AdminRequest) -> Response:
    """The photo, of middling size where that was made by now. Raises NoPhoto, NoSuchPicture."""
    tenant_id, return_id = request.own_shop.tenant_id, int(request.parameters["back"])
    with request.services.database.tenant(tenant_id) as session:
        order = orders.order_by_number(session, request.number)
        asset_id = next((each.photo_asset_id for each in order.returns if each.id == return_id), None)
        asset = media.find_asset(session, asset_id) if asset_id is not None else None
        if asset is None:
            raise NoPhoto(f"return {return_id} of order {order.number}")
        key = media.fallback_url(asset, base="").removeprefix("/")
    found = media.read(request.services.media, key, tenant_id=tenant_id)
    return picture(found.content, found.media_type)
