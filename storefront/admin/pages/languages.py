"""The language that somebody reads the admin in. Until they choose, it is the one their browser asks for."""

from starlette.responses import Response

from storefront.admin.pages.sign_in import local_path
from storefront.admin.rendering import spoken
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other

COOKIE = "language"
_YEAR_SECONDS = 365 * 24 * 3600


def choose(request: AdminRequest) -> Response:
    """Keep the choice in a cookie, and go back to where it was made."""
    response = see_other(local_path(request.form.text("next")))
    chosen = request.form.text("language")
    if chosen in spoken(request.services.settings):
        is_secure = request.services.settings.public_scheme == "https"
        response.set_cookie(COOKIE, chosen, max_age=_YEAR_SECONDS, secure=is_secure, httponly=True, samesite="lax")
    return response
