"""Pages, policies, articles, and the list of articles."""

from dataclasses import dataclass

from markupsafe import Markup

from themes.engine.drops.pieces import Image, Moment, Pagination


@dataclass(frozen=True, slots=True)
class ArticleCard:
    title: str
    url: str
    summary: str
    image: Image | None
    published: Moment
    author: str


@dataclass(frozen=True, slots=True)
class Document:
    """A page, policy or article."""

    title: str
    url: str
    body: Markup
    image: Image | None
    published: Moment | None  # articles only
    author: str


@dataclass(frozen=True, slots=True)
class Blog:
    title: str
    articles: tuple[ArticleCard, ...]
    pagination: Pagination | None
