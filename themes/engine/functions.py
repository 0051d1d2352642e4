"""The functions that templates call: pictures, icons, addresses of assets, sections of the layout, words."""

import re
from collections.abc import Mapping
from typing import Final, Protocol

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from themes.engine.budget import STEP, Budget
from themes.engine.drops import CollectionCard, Image, ProductCard, Resources
from themes.engine.printing import as_text, escaped
from themes.engine.styles import TokenStyle
from themes.engine.words import Words

_PLACEHOLDER: Final = re.compile(r"%(?:\(([A-Za-z_][A-Za-z0-9_]*)\)[sd]|%)")
_STYLESHEETS: Final = ("theme.css", "extra.css")
_MODERN: Final = ("image/avif", "image/webp")
_PLACEHOLDER_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


class PageInProgress(Protocol):
    """What the functions need to know of the page being rendered."""

    @property
    def budget(self) -> Budget: ...
    @property
    def words(self) -> Words: ...
    @property
    def resources(self) -> Resources: ...
    @property
    def style(self) -> TokenStyle: ...
    def asset_url(self, path: str) -> str: ...
    def icon(self, name: str) -> Markup: ...
    def layout_section(self, name: str) -> Markup: ...
    def has_asset(self, path: str) -> bool: ...
    def emit(self, value: object) -> str: ...


class PageContext(Context):
    """A template's variables, and the page that it is part of."""

    page_in_progress: PageInProgress
    budget: Budget


def _page(context: Context) -> PageInProgress:
    if not isinstance(context, PageContext):
        raise TypeError("theme functions run inside a page")
    return context.page_in_progress


@pass_context
def theme_styles(context: Context) -> Markup:
    """The stylesheets' links, what a child adds last, and the tokens."""
    page = _page(context)
    link = Markup('<link rel="stylesheet" href="{}">\n')
    links = [link.format(page.asset_url(name)) for name in _STYLESHEETS if page.has_asset(name)]
    return Markup("").join(links) + Markup(f"<style>{page.style.css}</style>")


@pass_context
def asset_url(context: Context, path: str) -> str:
    """The immutable address of a file under assets/."""
    return _page(context).asset_url(_word(path))


@pass_context
def icon(context: Context, name: str) -> Markup:
    """An SVG of assets/icons, inlined and hidden from assistive technology."""
    page = _page(context)
    markup = page.icon(_word(name))
    page.budget.left -= len(markup)
    return markup


@pass_context
def section(context: Context, name: str) -> Markup:
    """One of the sections that stand on every page. For layouts only."""
    return _page(context).layout_section(_word(name))


@pass_context
def collection_products(context: Context, collection: object, limit: int = 24) -> tuple[ProductCard, ...]:
    """The first products of a collection setting, in the collection's order."""
    page = _page(context)
    page.budget.spend(STEP)
    if not isinstance(collection, CollectionCard):
        return ()
    for handle, card in page.resources.collections.items():
        if card is collection:
            return page.resources.collection_products.get(handle, ())[: max(0, int(limit))]
    return ()


@pass_context
def picture(
    context: Context, image: object, sizes: str = "100vw", loading: str = "lazy", **attributes: object
) -> Markup:
    """A `<picture>` with every rendition, its size and its alt text. Nothing for an image that is not there.

    Further attributes: `class` for the img, `alt` where the page says more than the picture's own text.
    """
    if not isinstance(image, Image):
        return Markup("")
    budget = _page(context).budget
    safe_sizes = escaped(_word(sizes))
    named = {key: escaped(as_text(budget, value)) for key, value in attributes.items()}
    sources, own_set = [], ""
    for kind, renditions in image.renditions.items():
        addresses = ", ".join(f"{escaped(address)} {width}w" for width, address in renditions)
        if kind in _MODERN:
            sources.append(f'<source type="{kind}" srcset="{addresses}" sizes="{safe_sizes}">')
        else:
            own_set = f' srcset="{addresses}" sizes="{safe_sizes}"'
    eager = loading == "eager"
    parts = [
        "<picture>", *sources, f'<img src="{escaped(image.url)}"', own_set,
        f' width="{int(image.width)}" height="{int(image.height)}" alt="{named.get("alt", escaped(image.alt))}"',
        f' class="{named["class"]}"' if named.get("class") else "",
        f' style="--placeholder:{image.placeholder}"' if _PLACEHOLDER_COLOUR.fullmatch(image.placeholder) else "",
        ' loading="eager" fetchpriority="high"' if eager else ' loading="lazy"',
        ' decoding="async"></picture>',
    ]  # fmt: skip
    markup = Markup("".join(parts))
    budget.left -= len(markup)
    return markup


@pass_context
def gettext(context: Context, message: str, /, **variables: object) -> Markup:
    """The theme's words for a message in the page's language, `%(name)s` filled in and escaped."""
    page = _page(context)
    return _filled(page, page.words.find(message), variables)


@pass_context
def ngettext(context: Context, singular: str, plural: str, number: int, /, **variables: object) -> Markup:
    """The same by number, in the plural forms of the page's language; `%(num)s` is the number."""
    page = _page(context)
    found = page.words.find_plural(singular, plural, _count(number))
    return _filled(page, found, {"num": number, **variables})


@pass_context
def pgettext(context: Context, meaning: str, message: str, /, **variables: object) -> Markup:
    """Like `gettext`, for a message that means several things."""
    page = _page(context)
    return _filled(page, page.words.find(message, meaning), variables)


@pass_context
def npgettext(
    context: Context, meaning: str, singular: str, plural: str, number: int, /, **variables: object
) -> Markup:
    """Like `ngettext`, for a message that means several things."""
    page = _page(context)
    found = page.words.find_plural(singular, plural, _count(number), meaning)
    return _filled(page, found, {"num": number, **variables})


def _word(value: object) -> str:
    if not isinstance(value, str) or len(value) > 500:
        raise TypeError("a name or a list of sizes is a short text")
    return value


def _count(number: object) -> int:
    return abs(int(number)) if isinstance(number, int | float) else 0


def _filled(page: PageInProgress, message: str, variables: Mapping[str, object]) -> Markup:
    """Put variables, escaped, where `%(name)s` stands. No other form of `%` means anything."""
    page.budget.left -= STEP + len(message)  # the next step of the template looks whether anything is left
    if "%" not in message:
        return Markup(message)

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return "%"
        text = escaped(as_text(page.budget, variables.get(name)))
        page.budget.spend(len(text))
        return text

    return Markup(_PLACEHOLDER.sub(value, message))


WORD_FUNCTIONS: Final = {
    "_": gettext,
    "gettext": gettext,
    "ngettext": ngettext,
    "pgettext": pgettext,
    "npgettext": npgettext,
}
PAGE_FUNCTIONS: Final = {
    "theme_styles": theme_styles,
    "asset_url": asset_url,
    "icon": icon,
    "section": section,
    "collection_products": collection_products,
    "picture": picture,
}
