"""Pictures as drops."""

from storefront import media
from storefront.pictures import ShownPicture
from storefront.shop.request import ShopRequest
from themes.engine.drops import Image


def image(request: ShopRequest, picture: ShownPicture | None) -> Image | None:
    """A picture as templates draw it, in every size that there is; None where there is none."""
    if picture is None:
        return None
    base = request.services.media_base
    return Image(
        url=media.fallback_url(picture, base=base),
        width=picture.width,
        height=picture.height,
        alt=picture.alt,
        placeholder=picture.placeholder,
        renditions=media.renditions_for(picture, base=base),
    )


def images(request: ShopRequest, pictures: tuple[ShownPicture, ...]) -> tuple[Image, ...]:
    """The same of many."""
    return tuple(found for picture in pictures if (found := image(request, picture)))
