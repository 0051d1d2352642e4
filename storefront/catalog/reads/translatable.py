"""The catalogue's texts in all their languages, for translators."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from storefront.catalog.errors import ProductNotFound
from storefront.catalog.models import (
    CollectionText,
    Product,
    ProductImage,
    ProductOption,
    ProductOptionValue,
    ProductStatus,
    ProductText,
)
from storefront.catalog.rules import TEXT_FIELDS, TEXT_LIMITS
from storefront.localization import Translatable, TranslatableText

NamedTable = type[ProductOption] | type[ProductOptionValue] | type[ProductImage]
Named = ProductOption | ProductOptionValue | ProductImage


@dataclass(frozen=True, slots=True)
class NamedKind:
    """A kind of thing with one text, kept as a table by language in `column`."""

    table: NamedTable
    column: str
    field: str
    most: int


NAMES = {
    "option": NamedKind(ProductOption, "names", "name", 100),
    "option_value": NamedKind(ProductOptionValue, "names", "name", 100),
    "picture": NamedKind(ProductImage, "alts", "alt", 500),
}


def translatable(session: Session) -> list[Translatable]:
    """Every text of products that are not archived, of their options and pictures, and of collections."""
    live = select(Product.id).where(Product.status != ProductStatus.ARCHIVED)
    texts = session.exec(
        select(ProductText).where(col(ProductText.product_id).in_(live)).order_by(col(ProductText.product_id))
    ).all()
    products = list(_things("product", ((text.product_id, text) for text in texts)))
    titles = {thing.id: thing.note for thing in products}
    collections = session.exec(select(CollectionText).order_by(col(CollectionText.collection_id)))
    found = [*products, *_things("collection", ((text.collection_id, text) for text in collections))]
    options = session.exec(select(ProductOption).order_by(col(ProductOption.id))).all()
    product_of = {option.id: option.product_id for option in options}
    found += _names("option", ((option, titles.get(option.product_id)) for option in options))
    values = session.exec(select(ProductOptionValue).order_by(col(ProductOptionValue.id)))
    found += _names("option_value", ((each, titles.get(product_of[each.option_id])) for each in values))
    pictures = session.exec(select(ProductImage).order_by(col(ProductImage.id)))
    found += _names("picture", ((each, titles.get(each.product_id)) for each in pictures))
    return found


def named(session: Session, resource: str, number: int) -> Named:
    """An option, one of its values or a picture. Raises ProductNotFound."""
    table: NamedTable = NAMES[resource].table
    found = session.exec(select(table).where(col(table.id) == number)).first()
    if not isinstance(found, ProductOption | ProductOptionValue | ProductImage):
        raise ProductNotFound(f"no {resource} {number}")
    return found


def _things(resource: str, texts: Iterable[tuple[int, ProductText | CollectionText]]) -> Iterator[Translatable]:
    by_id: dict[int, dict[str, ProductText | CollectionText]] = {}
    for number, text in texts:
        by_id.setdefault(number, {})[text.language] = text
    for number, languages in by_id.items():
        fields = {
            field: TranslatableText(
                {language: getattr(text, field) for language, text in languages.items()},
                TEXT_LIMITS[field],
                is_html=field.endswith("_html"),
            )
            for field in TEXT_FIELDS
        }
        title = next(text.title for text in languages.values())
        yield Translatable(resource, number, title, fields)


def _names(resource: str, things: Iterable[tuple[Named, str | None]]) -> Iterator[Translatable]:
    """Those of products that are not archived; `note` is the product's title."""
    kind = NAMES[resource]
    for thing, title in things:
        if title is None:
            continue
        assert thing.id is not None, "a stored row has its id"
        texts: Mapping[str, str] = getattr(thing, kind.column)
        yield Translatable(resource, thing.id, title, {kind.field: TranslatableText(texts, kind.most)})
