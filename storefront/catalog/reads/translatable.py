"""The catalogue's texts in all their languages, for translators."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from storefront.catalog.errors import ProductNotFound
from storefront.catalog.models import (
    Collection,
    CollectionText,
    Product,
    ProductImage,
    ProductOption,
    ProductOptionValue,
    ProductStatus,
    ProductText,
    Term,
)
from storefront.catalog.rules import TEXT_FIELDS, TEXT_LIMITS
from storefront.localization import Translatable, TranslatableText

NamedTable = type[ProductOption] | type[ProductOptionValue] | type[ProductImage] | type[Collection] | type[Term]
Named = ProductOption | ProductOptionValue | ProductImage | Collection | Term


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
    "collection_image": NamedKind(Collection, "image_alts", "alt", 500),
    "term": NamedKind(Term, "names", "name", 200),
}


def translatable(session: Session, language: str) -> list[Translatable]:
    """Every text of products that are not archived, of their options and pictures, and of collections.

    `language` is the shop's own: notes are in it, and so are words that products share, where they have no name in it.
    """
    live = select(Product.id).where(Product.status != ProductStatus.ARCHIVED)
    texts = session.exec(
        select(ProductText).where(col(ProductText.product_id).in_(live)).order_by(col(ProductText.product_id))
    ).all()
    products = list(_things("product", language, ((text.product_id, text) for text in texts)))
    titles = {thing.id: thing.note for thing in products}
    collections = session.exec(select(CollectionText).order_by(col(CollectionText.collection_id)))
    found = [*products, *_things("collection", language, ((text.collection_id, text) for text in collections))]
    options = session.exec(select(ProductOption).order_by(col(ProductOption.id))).all()
    product_of = {option.id: option.product_id for option in options}
    found += _names("option", ((option, titles.get(option.product_id)) for option in options))
    values = session.exec(select(ProductOptionValue).order_by(col(ProductOptionValue.id)))
    found += _names("option_value", ((each, titles.get(product_of[each.option_id])) for each in values))
    pictures = session.exec(select(ProductImage).order_by(col(ProductImage.id)))
    found += _names("picture", ((each, titles.get(each.product_id)) for each in pictures))
    shown = {thing.id: thing.note for thing in found if thing.resource == "collection"}
    with_picture = session.exec(select(Collection).order_by(col(Collection.id)))
    found += _names("collection_image", ((each, shown.get(each.id or 0)) for each in with_picture))
    return [*found, *_terms(session, language)]


def named(session: Session, resource: str, number: int) -> Named:
    """An option, one of its values or a picture. Raises ProductNotFound."""
    table: NamedTable = NAMES[resource].table
    found = session.exec(select(table).where(col(table.id) == number)).first()
    if not isinstance(found, Named):
        raise ProductNotFound(f"no {resource} {number}")
    return found


def _things(
    resource: str, own: str, texts: Iterable[tuple[int, ProductText | CollectionText]]
) -> Iterator[Translatable]:
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
        title = languages.get(own, next(iter(languages.values()))).title
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


def _terms(session: Session, language: str) -> Iterator[Translatable]:
    for term in session.exec(select(Term).order_by(col(Term.id))):
        assert term.id is not None, "a stored row has its id"
        texts = {language: term.text, **term.names}
        yield Translatable("term", term.id, term.kind, {"name": TranslatableText(texts, NAMES["term"].most)})
