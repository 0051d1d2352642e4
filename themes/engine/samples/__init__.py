"""Sample pages in five languages, for previews and for the lint: believable words, pictures, prices and lists.

Nothing here is read by a live shop.
"""

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup, escape

from themes.engine import drops
from themes.engine.choices import ThemeData
from themes.engine.needs import Needs
from themes.engine.package import Package
from themes.engine.render import Context
from themes.engine.samples.things import Samples
from themes.engine.samples.words import LANGUAGES, SampleWords, sample_words
from themes.engine.schema import Placement, Setting

__all__ = ["LANGUAGES", "sample_choices", "sample_context", "sample_prices", "sample_resources"]

_PATHS: Final = {
    "home": "/", "collections": "/collections", "collection": "/collections/sample-0",
    "product": "/products/sample-0", "search": "/search", "page": "/pages/sample", "blog": "/blog",
    "article": "/blog/sample-0", "policy": "/policies/returns", "cart": "/cart", "error": "/nowhere",
}  # fmt: skip
_PRICES: Final = 24
# Pages with room for sections besides their own.
_ROOMY: Final = ("collections", "blog", "page", "policy", "article", "error")
_SAMPLE_VALUES: Final = {"url": "/collections", "date": "2030-12-31"}
_SAMPLE_POINTERS: Final = {
    "image": "sample-{0}", "product": "sample-{0}", "collection": "sample-{0}", "document": "sample", "menu": "main",
}  # fmt: skip


def sample_context(kind: str, language: str, *, with_files: bool = False) -> Context:
    """A page of a kind in one of LANGUAGES."""
    things = Samples(language, with_files=with_files)
    words = things.words
    subject = _subject(kind, things)
    title = _title(kind, things)
    shop = drops.Shop(words.shop, words.tagline, "hello@rumahbatik.example", words.country, False, "2026")
    crumbs = (drops.Link(words.home, things.prefix or "/"), drops.Link(title, f"{things.prefix}{_PATHS[kind]}", True))
    page = drops.Page(
        kind=kind,
        title=title,
        url=f"{things.prefix}{_PATHS[kind]}",
        head=Markup("<title>{}</title>").format(f"{title} – {words.shop}" if kind != "home" else words.shop),
        breadcrumbs=() if kind == "home" else crumbs,
        search_url=f"{things.prefix}/search",
        collections_url=f"{things.prefix}/collections",
        cart_url=f"{things.prefix}/cart",
        cart_count_url=f"{things.prefix}/cart/count",
        account_url=f"{things.prefix}/account",
        newsletter=drops.NewsletterForm(f"{things.prefix}/newsletter", str(things.words.tagline)),
    )
    return Context(shop, _view(things), page, subject)


def sample_prices(language: str) -> tuple[str, ...]:
    """What the things on the pages of samples cost, and did before, as it is written there."""
    prices = [Samples(language).price(number) for number in range(_PRICES)]
    return tuple(filter(None, dict.fromkeys(text for each in prices for text in (each.text, each.compare_at_text))))


def sample_resources(language: str, needs: Needs, *, with_files: bool = False) -> drops.Resources:
    """Something for every handle that a page needs."""
    things = Samples(language, with_files=with_files)
    words = things.words
    return drops.Resources(
        products={handle: things.product_card(_number(handle)) for handle in needs.products},
        collections={handle: things.collection_card(_number(handle)) for handle in needs.collections},
        collection_products={handle: things.product_cards(most) for handle, most in needs.collection_products.items()},
        newest_products=things.product_cards(12),
        related_products=things.product_cards(8)[::-1],
        all_collections=tuple(things.collection_card(number) for number in range(6)),
        articles=tuple(things.article_card(number) for number in range(3)),
        menus={handle: things.menu(handle) for handle in needs.menus},
        images={handle: things.picture(_number(handle), str(escape(words.tagline))) for handle in needs.images},
        documents={handle: drops.Link(words.document, f"{things.prefix}/pages/sample") for handle in needs.documents},
    )


def sample_choices(package: Package, kind: str) -> ThemeData:
    """The theme's own page with its gaps filled: pictures, products and words where none are chosen, a preset's blocks
    where a section has none. Sections that stand on no page of the theme are shared out among the shorter ones."""
    page = package.pages.get(kind)
    placements = (*(page.sections if page else ()), *_homeless(package, kind))
    sections = [_filled(package, placement) for placement in placements]
    layout = [_filled(package, placement) for placement in package.layout_sections.values()]
    settings = _filled_settings(package.settings, {}, skip=frozenset({"image"}))
    return ThemeData(settings, {kind: {"sections": sections}, "layout": {"sections": layout}})


def _homeless(package: Package, kind: str) -> tuple[Placement, ...]:
    """This page's share of the sections that a merchant may add and that no page begins with."""
    if kind not in _ROOMY or kind not in package.pages:
        return ()
    standing = {section.type for page in package.pages.values() for section in page.sections}
    standing |= {section.type for section in package.layout_sections.values()}
    rooms = [room for room in _ROOMY if room in package.pages]
    waiting = [name for name in sorted(package.sections) if name not in standing and package.sections[name].presets]
    share = waiting[rooms.index(kind) :: len(rooms)]
    allowed = (name for name in share if kind in (package.sections[name].pages or (kind,)))
    return tuple(Placement(name, name, {}, ()) for name in allowed)


def _filled(package: Package, placement: Placement) -> dict[str, object]:
    section = package.sections.get(placement.type)
    if section is None:
        return {"id": placement.id, "type": placement.type}
    blocks = placement.blocks or (section.presets[0].blocks if section.presets else ())
    filled = []
    for number, block in enumerate(blocks, 1):
        known = section.blocks.get(block.type)
        if known is not None:
            settings = _filled_settings(known.settings, block.settings, start=number, words=True)
            filled.append({"id": f"{block.id}-{number}", "type": block.type, "settings": settings})
    settings = _filled_settings(section.settings, placement.settings, words=True)
    return {"id": placement.id, "type": placement.type, "settings": settings, "blocks": filled}


def _filled_settings(
    settings: Mapping[str, Setting],
    given: Mapping[str, object],
    *,
    start: int = 0,
    skip: frozenset[str] = frozenset(),
    words: bool = False,
) -> dict[str, object]:
    filled = dict(given)
    for number, (name, setting) in enumerate(settings.items(), start):
        pattern = _SAMPLE_POINTERS.get(setting.type)
        if pattern and setting.type not in skip and not filled.get(name) and not setting.default:
            filled[name] = pattern.format(number)
        elif words and not filled.get(name) and not setting.default and setting.type in _SAMPLE_VALUES:
            filled[name] = _SAMPLE_VALUES[setting.type]
        elif words and not filled.get(name) and not setting.default and setting.type in ("text", "richtext"):
            filled[name] = {language: _said(setting, sample_words(language), number) for language in LANGUAGES}
    return filled


def _said(setting: Setting, words: SampleWords, number: int) -> str:
    """Something of about the length that merchants write there."""
    if setting.type == "richtext":
        return words.collection_description
    names = words.collections if setting.id.endswith(("label", "name", "eyebrow")) else words.products
    return names[number % len(names)]


def _number(handle: str) -> int:
    digits = "".join(filter(str.isdigit, handle))
    return int(digits[-3:]) if digits else sum(handle.encode()) % 50


def _title(kind: str, things: Samples) -> str:
    words = things.words
    titles = {
        "home": words.shop, "collections": words.all_collections, "collection": words.collections[0],
        "product": words.products[0], "search": words.query, "page": words.document, "blog": words.blog,
        "article": words.articles[0], "policy": words.policy, "cart": words.cart, "error": words.error,
    }  # fmt: skip
    return titles[kind]


def _subject(kind: str, things: Samples) -> dict[str, object]:
    words = things.words
    if kind == "collection":
        card = things.collection_card(0)
        description = Markup(words.collection_description)
        listing = things.listing("/collections/sample-0")
        return {"collection": drops.Collection(card.title, card.url, description, card.image, listing)}
    if kind == "search":
        return {"search": drops.Search(words.query, things.listing("/search", 12), "", "")}
    if kind == "blog":
        articles = tuple(things.article_card(number) for number in range(3))
        return {"blog": drops.Blog(words.blog, articles, None)}
    subjects: dict[str, dict[str, object]] = {
        "product": {"product": things.product()},
        "collections": {"collections": tuple(things.collection_card(number) for number in range(6))},
        "page": {"document": things.document(words.document)},
        "policy": {"document": things.document(words.policy)},
        "article": {"document": things.document(words.articles[0], is_article=True)},
        "cart": {"cart": things.cart()},
        "error": {"error": drops.ErrorNotice(404, words.error, words.error_text)},
    }
    return subjects.get(kind, {})


def _view(things: Samples) -> drops.View:
    words = things.words
    choices = []
    for language in LANGUAGES:
        other = sample_words(language)
        url = "/" if language == "en" else f"/{language.lower()}-{other.market}"
        choices.append(
            drops.ViewChoice(
                url, language, other.language_name, other.market, other.market_name, other.currency, other.direction,
                language == things.language,
            )
        )  # fmt: skip
    return drops.View(
        things.language, words.direction, words.market, words.market_name, words.currency, words.language_name,
        things.prefix or "/", tuple(choices), drops.view_markets(choices),
    )  # fmt: skip
