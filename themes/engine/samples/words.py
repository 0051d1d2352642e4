"""The samples' words, one file a language."""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

LANGUAGES: Final = ("en", "ar", "zh-Hans", "ru", "de")


@dataclass(frozen=True, slots=True)
class SampleWords:
    language_name: str
    direction: Literal["ltr", "rtl"]
    market: str
    market_name: str
    currency: str
    shop: str
    tagline: str
    country: str
    products: list[str]
    types: list[str]
    vendor: str
    description: str
    material: str
    weight: str
    colour_option: str
    colours: list[str]
    size_option: str
    sizes: list[str]
    tags: list[str]
    collections: list[str]
    collection_description: str
    articles: list[str]
    summary: str
    author: str
    blog: str
    document: str
    body: str
    policy: str
    query: str
    home: str
    all_collections: str
    error: str
    error_text: str
    filters: list[str]
    cart: str
    taxes: str
    cart_notices: list[str]
    count: str


@functools.cache
def sample_words(language: str) -> SampleWords:
    """The words of one of LANGUAGES."""
    return SampleWords(**tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8")))
