"""Sample drops: pictures, prices, products, collections, articles, all in one language."""

import base64
import datetime as dt
import functools
from dataclasses import replace
from decimal import Decimal
from typing import Final

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup

from themes.engine import drops
from themes.engine.samples.words import SampleWords, sample_words

PICTURES: Final = 12
_COLOURS: Final = ("#1f3a5f", "#c8553d", "#588157", "#b5838d", "#3d405b", "#e09f3e", "#6d597a", "#457b9d")
_SHAPES: Final = ((800, 1000), (1000, 1000), (1200, 800), (900, 1200))
_SWATCHES: Final = ("#2b3a67", "#e8a33d", "#b5756c")
_SAMPLE_DAY: Final = dt.date(2026, 9, 12)


class Samples:
    """Everything in one language. `with_files` gives pictures addresses of AVIF, WebP and JPEG files instead of
    drawing them into the page."""

    def __init__(self, language: str, *, with_files: bool = False) -> None:
        self.language = language
        self.words: SampleWords = sample_words(language)
        self.prefix = "" if language == "en" else f"/{language.lower()}-{self.words.market}"
        self._with_files = with_files
        self._locale = language.replace("-", "_")

    def picture(self, number: int, alt: str) -> drops.Image:
        width, height = _SHAPES[number % len(_SHAPES)]
        colour = _COLOURS[number % len(_COLOURS)]
        if not self._with_files:
            return drops.Image(_drawing(number % PICTURES, width, height), width, height, alt, colour)
        widths = [w for w in (320, 640, 960, 1280) if w <= width]
        renditions = {
            kind: tuple((w, f"/media/sample/{number}-{w}.{kind.rpartition('/')[2]}") for w in widths)
            for kind in ("image/avif", "image/webp", "image/jpeg")
        }
        return drops.Image(renditions["image/jpeg"][-1][1], width, height, alt, colour, renditions)

    def price(self, number: int) -> drops.Price:
        """Those that are reduced go into the thousands, so that long prices are tried, too."""
        reduced = number % 4 == 1
        amount = Decimal(1900 + 3730 * number % 41000) / (10 if reduced else 100)
        return drops.Price(
            text=self._money(amount),
            amount_minor=int(amount * 100),
            decimal=f"{amount:.2f}",
            currency=self.words.currency,
            compare_at_text=self._money(amount * Decimal("1.25")) if reduced else "",
            discount_percent_text="−20%" if reduced else "",
            is_from=number % 3 == 0,
        )

    def product_card(self, number: int) -> drops.ProductCard:
        title = self.words.products[number % len(self.words.products)]
        return drops.ProductCard(
            title=title,
            url=f"{self.prefix}/products/sample-{number}",
            vendor=self.words.vendor,
            image=self.picture(number, title) if number % 11 != 10 else None,
            hover_image=self.picture(number + 5, title) if number % 2 else None,
            price=self.price(number) if number % 9 != 8 else None,
            is_available=number % 7 != 5,
            is_new=number % 5 == 0,
            swatches=self._swatches() if number % 3 == 0 else (),
        )

    def product_cards(self, count: int) -> tuple[drops.ProductCard, ...]:
        return tuple(self.product_card(number) for number in range(count))

    def product(self) -> drops.Product:
        words = self.words
        url = f"{self.prefix}/products/sample-0"
        variants = tuple(
            drops.Variant(f"v{number}", f"{colour} / {size}", f"RB-{number:03}", self.price(0), number != 3, None)
            for number, (colour, size) in enumerate((c, s) for c in words.colours for s in words.sizes)
        )
        first = drops.Variant(variants[0].id, variants[0].title, variants[0].sku, self.price(1), True, 3)
        return drops.Product(
            title=words.products[0],
            url=url,
            vendor=words.vendor,
            product_type=words.types[0],
            description=Markup(words.description),
            images=tuple(self.picture(number, f"{words.products[0]} ({number + 1})") for number in range(5)),
            options=(self._option("colour", words.colour_option, words.colours, url),
                     self._option("size", words.size_option, words.sizes, url)),
            variants=(first, *variants[1:]),
            selected=first,
            selected_image_index=0,
            tags=tuple(words.tags),
            material=words.material,
            weight_text=words.weight,
            origin_country=words.country,
            collections=tuple(self.collection_link(number) for number in range(2)),
            enquiry_url="mailto:hello@rumahbatik.example?subject=RB-001",
            destination_notes=(words.summary,),
            buy=drops.BuyForm(f"{self.prefix}/cart", first.id, 3),
        )  # fmt: skip

    def collection_card(self, number: int) -> drops.CollectionCard:
        title = self.words.collections[number % len(self.words.collections)]
        count = 12 + 7 * number
        picture = self.picture(number + 3, title) if number % 6 != 5 else None
        url = f"{self.prefix}/collections/sample-{number}"
        return drops.CollectionCard(title, url, picture, count, self.words.count.format(self._number(count)))

    def collection_link(self, number: int) -> drops.Link:
        card = self.collection_card(number)
        return drops.Link(card.title, card.url, is_collection=True)

    def cart(self) -> drops.Cart:
        words = self.words
        lines = tuple(self._cart_line(number) for number in range(4))
        url = f"{self.prefix}/cart"
        return drops.Cart(
            lines=lines,
            count=11,
            count_text=words.count.format(self._number(11)),
            subtotal_text=self._money(Decimal("1284.50")),
            tax_text=words.taxes,
            note=words.summary,
            is_gift=True,
            gift_message=words.tagline,
            codes=(drops.CartCode("RAYA20", "−20%"), drops.CartCode("WELCOME", words.cart_notices[2], is_used=False)),
            reductions=(
                drops.CartReduction("RAYA20", self._money(Decimal("-256.90"))),
                drops.CartReduction(words.tagline),
            ),
            reduced_text=self._money(Decimal("1027.60")),
            discounts_text=words.summary,
            quotation_url=f"{self.prefix}/enquiry?cart=1",
            lines_url=f"{url}/lines",
            options_url=f"{url}/options",
            checkout_url=f"{self.prefix}/checkout",
            share_url=f"https://rumahbatik.example{url}/shared/x8Kq2vTz",
            notices=(words.cart_notices[0],),
            errors={"code": words.cart_notices[2]},
        )

    def _cart_line(self, number: int) -> drops.CartLine:
        words = self.words
        card = self.product_card(number)
        price = self.price(number)
        return drops.CartLine(
            id=str(number),
            title=card.title,
            variant_title=f"{words.colours[number % 3]} / {words.sizes[number % 4]}" if number % 2 else "",
            url=card.url,
            image=card.image,
            quantity="2",
            most=3,
            price_text=price.text,
            compare_at_text=price.compare_at_text,
            total_text=self._money(Decimal(price.decimal) * 2) if number != 3 else "",
            is_available=number != 3,
            notices=(words.cart_notices[1],) if number == 2 else (words.filters[2],) if number == 3 else (),
            error=words.cart_notices[2] if number == 1 else "",
        )

    def article_card(self, number: int) -> drops.ArticleCard:
        title = self.words.articles[number % len(self.words.articles)]
        return drops.ArticleCard(
            title, f"{self.prefix}/blog/sample-{number}", self.words.summary, self.picture(number + 2, title),
            self.moment(), self.words.author,
        )  # fmt: skip

    def document(self, title: str, *, is_article: bool = False) -> drops.Document:
        picture = self.picture(2, title) if is_article else None
        return drops.Document(
            title, f"{self.prefix}/pages/sample", Markup(self.words.body), picture,
            self.moment() if is_article else None, self.words.author if is_article else "",
        )  # fmt: skip

    def moment(self) -> drops.Moment:
        day = _SAMPLE_DAY
        return drops.Moment(day.isoformat(), format_date(day, format="long", locale=self._locale))

    def listing(self, path: str, count: int = 24) -> drops.Listing:
        url = f"{self.prefix}{path}"
        words = self.words
        label, in_stock, sold_out = words.filters
        values = (
            drops.FacetValue(in_stock, f"{url}?availability=in", self._number(31), True),
            drops.FacetValue(sold_out, f"{url}?availability=out", self._number(4), False),
        )
        colours = tuple(
            drops.FacetValue(title, f"{url}?colour={key}", self._number(5 + key), False, swatch)
            for key, (title, swatch) in enumerate(zip(words.colours, _SWATCHES, strict=True))
        )
        choices = ("manual", "newest", "price-ascending", "price-descending", "title")
        return drops.Listing(
            products=self.product_cards(count),
            total=84 if count else 0,
            total_text=words.count.format(self._number(84 if count else 0)),
            facets=(drops.Facet("availability", label, values), drops.Facet("colour", words.colour_option, colours)),
            price_facet=drops.PriceFacet("19", "420", "", "200", self.price(1).currency),
            active_filters=(drops.Link(in_stock, url),),
            clear_url=url,
            sort_choices=tuple(drops.SortChoice(key, f"{url}?sort={key}", key == "manual") for key in choices),
            pagination=self._pagination(url) if count else None,
            form_action=url,
            form_fields=(("availability", "in"),),
        )

    def menu(self, handle: str) -> tuple[drops.Link, ...]:
        links = [self.collection_link(number) for number in range(4)]
        if handle == "main":
            children = tuple(self.collection_link(number) for number in range(4, 6))
            links[1] = replace(links[1], children=children)
        return (*links, drops.Link(self.words.document, f"{self.prefix}/pages/sample"))

    def _option(self, key: str, title: str, values: list[str], url: str) -> drops.Option:
        return drops.Option(
            key,
            title,
            tuple(
                drops.OptionValue(
                    str(number), value, f"{url}?{key}={number}", number == 0, number != 3,
                    _SWATCHES[number] if key == "colour" else "",
                )
                for number, value in enumerate(values)
            ),
        )  # fmt: skip

    def _swatches(self) -> tuple[drops.Swatch, ...]:
        pairs = zip(self.words.colours, _SWATCHES, strict=True)
        return tuple(drops.Swatch(str(number), title, colour) for number, (title, colour) in enumerate(pairs))

    def _pagination(self, url: str) -> drops.Pagination:
        pages = [drops.Link(self._number(n), f"{url}?page={n}", n == 2) for n in (1, 2, 3)]
        pages += [drops.Link("…", ""), drops.Link(self._number(9), f"{url}?page=9")]
        return drops.Pagination(2, 9, url, f"{url}?page=3", tuple(pages))

    def _money(self, amount: Decimal) -> str:
        return str(format_currency(amount, self.words.currency, locale=self._locale))

    def _number(self, number: int) -> str:
        return str(format_decimal(number, locale=self._locale))


@functools.cache
def _drawing(number: int, width: int, height: int) -> str:
    """A picture to look at: soft shapes in two colours, different for each number."""
    ground, figure = _COLOURS[number % 8], _COLOURS[(number + 3) % 8]
    x, y, radius = width * (30 + 7 * (number % 6)) // 100, height * (35 + 5 * (number % 7)) // 100, min(width, height)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="100%" height="100%" fill="{ground}"/>'
        f'<circle cx="{x}" cy="{y}" r="{radius // 3}" fill="{figure}"/>'
        f'<path d="M0 {height * 3 // 4} Q{width // 2} {y} {width} {height * 2 // 3} V{height} H0Z" fill="#fff" '
        f'fill-opacity=".25"/></svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
