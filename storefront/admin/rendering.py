"""From a page's facts to its HTML, in the language of whoever reads it."""

from collections.abc import Mapping, Sequence
from functools import cache
from http import HTTPStatus
from pathlib import Path

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from storefront import localization
from storefront.admin import responses, statics
from storefront.admin.request import AdminRequest
from tenants.kit.settings import Settings
from themes.engine import PSEUDO_LANGUAGES

_HERE = Path(__file__).parent
CATALOGUES = _HERE / "locales"
LANGUAGES = ("en", "ms", "zh-Hans", "ru", "ar", "de", "fr")


def spoken(settings: Settings) -> tuple[str, ...]:
    """The languages that the admin can be read in, with the made-up ones where the zone has them."""
    return (*LANGUAGES, *PSEUDO_LANGUAGES) if settings.pseudo_locales else LANGUAGES


def words(language: str) -> Translations:
    """The admin's own words."""
    return localization.words(language, CATALOGUES)


def render(
    request: AdminRequest,
    template: str,
    facts: Mapping[str, object],
    *,
    status: HTTPStatus = HTTPStatus.OK,
    goes_to: Sequence[str] = (),
) -> Response:
    """The page of a template. `facts` are values for eyes: texts, and what `views` make."""
    shown = {
        "language": request.language,
        "direction": "rtl" if localization.is_right_to_left(request.language) else "ltr",
        "languages": [(each, localization.autonym(each)) for each in spoken(request.services.settings)],
        "person": request.person,
        "shop": request.shop,
        "stylesheet": statics.static_path("admin.css"),
        "icon": statics.static_path("icon.svg"),
        "path": request.path,
    }
    html = _environment(request.language).get_template(template).render({**shown, **facts})
    return responses.page(html, status, goes_to=goes_to)


def error_page(request: AdminRequest, status: HTTPStatus) -> Response:
    """When there is nothing to show or nothing was done."""
    _ = words(request.language).gettext
    title, text = {
        HTTPStatus.NOT_FOUND: (_("There is nothing here"), _("Check the address, or go back to your shops.")),
        HTTPStatus.FORBIDDEN: (_("Not from here"), _("This form was sent from another site. Nothing was changed.")),
        HTTPStatus.METHOD_NOT_ALLOWED: (_("That does not work"), _("This address takes no such request.")),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (_("Too large"), _("What was sent is too large. Nothing was changed.")),
    }.get(status, (_("That could not be read"), _("Nothing was changed. Go back and try again.")))
    return render(request, "error.html", {"title": title, "text": text}, status=status)


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(words(language), newstyle=True)  # type: ignore[attr-defined]
    return environment
