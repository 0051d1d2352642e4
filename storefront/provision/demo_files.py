"""The form of a demo shop's folder: `shop`, `collections`, `products`, `documents`, … `.toml`, and `pictures/`.

Texts are tables by language; money is in sen of the Malaysian ringgit. A key that is not known is an error.
"""

import tomllib
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from storefront.safety import Operator
from storefront.withdrawal import NoWithdrawal
from tenants.kit.errors import Invalid

Texts = dict[str, str]
_AnyForm = TypeVar("_AnyForm", bound="_Form")
Rounding = Literal["x.90", "x.99", "x.00", "x9", "whole"]


class BadDemoFile(Invalid):
    """A demo file departs from its form; the message names file, place and reason."""


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MarketForm(_Form):
    """`rate` turns ringgit into the market's currency, export margin included.

    With `daily_margin`, in percent, prices follow the day's rates instead and no price is fixed.
    """

    handle: str
    languages: list[str] = Field(min_length=1)
    rate: float = Field(default=1.0, gt=0)
    daily_margin: int | None = Field(default=None, ge=0, le=100)
    rounding: Rounding


class ShopForm(_Form):
    slug: str
    name: str
    theme: str
    kind: Literal["exporter", "learner"]
    plan: str
    industry: str
    registration_no: str
    owner_name: str
    owner_email: str
    email: str
    primary_language: str
    tagline: Texts
    manufacturer: Operator | None = None  # of all its goods
    responsible: Operator | None = None
    markets: list[MarketForm] = Field(min_length=1)
    menus: dict[str, list[str]]
    theme_settings: dict[str, Any] = {}  # Any: checked by the theme's own schema
    theme_templates: dict[str, Any] = {}

    @property
    def languages(self) -> set[str]:
        return {language for market in self.markets for language in market.languages}


class PictureForm(_Form):
    file: str
    alt: Texts


class RulesForm(_Form):
    match: Literal["all", "any"]
    conditions: list[dict[str, str | int]]


class CollectionForm(_Form):
    key: str
    kind: Literal["manual", "rule"]
    products: list[str] = []
    rules: RulesForm | None = None
    sort: str = "manual"
    picture: str | None = None
    picture_alt: Texts = {}
    title: Texts
    description: Texts


class OptionValueForm(_Form):
    key: str
    name: Texts
    swatch: str = ""


class OptionForm(_Form):
    key: str
    name: Texts
    values: list[OptionValueForm] = Field(min_length=1)


class VariantForm(_Form):
    options: dict[str, str] = {}
    sku: str = ""
    amount: int | None = Field(default=None, gt=0)
    compare_at: int | None = Field(default=None, gt=0)
    weight_grams: int | None = Field(default=None, ge=0)
    net_quantity: int | None = Field(default=None, gt=0)
    stock: int | None = Field(default=None, ge=0)
    picture: str | None = None


class ProductForm(_Form):
    key: str
    product_type: str
    tags: list[str] = []
    vendor: str = ""
    hs_code: str | None = None
    origin_country: str | None = None
    material: str = ""
    no_withdrawal: NoWithdrawal | None = None
    warnings: Texts = {}
    weight_grams: int = Field(default=0, ge=0)
    net_quantity: int | None = Field(default=None, gt=0)
    net_unit: str | None = None
    amount: int = Field(gt=0)
    compare_at: int | None = Field(default=None, gt=0)
    stock: int | None = Field(default=None, ge=0)
    sku: str = ""
    created_days_ago: int = 30
    collections: list[str] = []
    pictures: list[PictureForm] = Field(min_length=1)
    title: Texts
    description: Texts
    options: list[OptionForm] = []
    variants: list[VariantForm] = []

    @model_validator(mode="after")
    def _variants_answer_every_option(self) -> Self:
        known = {option.key: {value.key for value in option.values} for option in self.options}
        for variant in self.variants:
            if variant.options.keys() != known.keys():
                raise ValueError(f"{self.key}: a variant answers {sorted(variant.options)}, not {sorted(known)}")
            for key, answer in variant.options.items():
                if answer not in known[key]:
                    raise ValueError(f"{self.key}: {key} has no value {answer}")
        if self.options and not self.variants:
            raise ValueError(f"{self.key}: options without variants")
        return self


class DocumentForm(_Form):
    kind: Literal["page", "policy", "article"]
    key: str
    published_days_ago: int = 90
    author: str = ""
    picture: str | None = None
    picture_alt: Texts = {}
    title: Texts
    summary: Texts = {}
    body: Texts


class PackingForm(_Form):
    """Where parcels leave from: ISO weekdays, and how many of those packing takes."""

    region: str
    weekdays: list[int] = [1, 2, 3, 4, 5]
    days: tuple[int, int]
    cutoff_minute: int = 720


class RateForm(_Form):
    """Amounts are in the market's currency, in machine form; a rate has bands of grams, steps, or one price."""

    market: str
    name: Texts
    carrier: str
    days: tuple[int, int]
    is_working_days: bool = True
    duties: Literal["ddp", "dap"]
    price: str = "0"
    first_grams: int = 0
    step_grams: int = 0
    step: str = "0"
    grams: list[tuple[int, int, str]] = []
    free_over: str | None = None
    max_weight_grams: int | None = 30_000
    only_tags: list[str] = []
    except_tags: list[str] = []


class DeliveryZoneForm(_Form):
    """Whole markets by their handles, or regions such as MY-12."""

    name: str
    markets: list[str] = []
    regions: list[str] = []
    rates: list[RateForm] = Field(min_length=1)


class PickupForm(_Form):
    name: Texts
    instructions: Texts
    address: dict[str, str]
    days: tuple[int, int]


class RestrictionForm(_Form):
    by: Literal["tag", "product_type", "hs_prefix"]
    value: str
    countries: list[str]
    is_everywhere_but: bool = False


class DeliveriesForm(_Form):
    packing: PackingForm
    zones: list[DeliveryZoneForm] = Field(min_length=1)
    pickup: list[PickupForm] = []
    restrictions: list[RestrictionForm] = []


class TermsForm(_Form):
    """What materials and types of products are called, by how products say them."""

    material: dict[str, Texts]
    product_type: dict[str, Texts]


class _CollectionsFile(_Form):
    collections: list[CollectionForm]


class _ProductsFile(_Form):
    products: list[ProductForm]


class _DocumentsFile(_Form):
    documents: list[DocumentForm]


class DemoShop:
    """One folder, read and checked. Raises BadDemoFile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shop = _read(folder / "shop.toml", ShopForm)
        self.collections = _read(folder / "collections.toml", _CollectionsFile).collections
        self.products = _read(folder / "products.toml", _ProductsFile).products
        self.documents = _read(folder / "documents.toml", _DocumentsFile).documents
        self.deliveries = _read(folder / "deliveries.toml", DeliveriesForm)
        self.terms = _read(folder / "terms.toml", TermsForm)

    @cached_property
    def picture_files(self) -> list[str]:
        """Every picture that the texts refer to, once, in a stable order."""
        used = [picture.file for product in self.products for picture in product.pictures]
        used += [each.picture for each in self.collections if each.picture]
        used += [each.picture for each in self.documents if each.picture]
        used += _pictures_in(self.shop.theme_templates)
        return sorted(set(used))


def demo_shops(root: Path | None = None) -> list[DemoShop]:
    """The demo's shops, by the order of their folders' names."""
    root = root or Path(__file__).parent / "demo"
    return [DemoShop(folder) for folder in sorted(root.iterdir()) if (folder / "shop.toml").is_file()]


def demo_rates(root: Path | None = None) -> dict[str, Decimal]:
    """What one euro is worth in the demo until published rates come. Raises BadDemoFile."""
    path = (root or Path(__file__).parent / "demo") / "rates.toml"
    try:
        return {code: Decimal(rate) for code, rate in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, tomllib.TOMLDecodeError, InvalidOperation, TypeError) as error:
        raise BadDemoFile(f"{path.name}: {error}") from None


def _pictures_in(choices: Any) -> list[str]:  # Any: JSON
    """File names of pictures among a theme's choices."""
    if isinstance(choices, dict):
        return [name for value in choices.values() for name in _pictures_in(value)]
    if isinstance(choices, list):
        return [name for value in choices for name in _pictures_in(value)]
    return [choices] if isinstance(choices, str) and choices.endswith(".webp") else []


def _read(path: Path, form: type[_AnyForm]) -> _AnyForm:
    try:
        return form.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadDemoFile(f"{path.parent.name}/{path.name}: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise BadDemoFile(f"{path.parent.name}/{path.name}: {place}: {first['msg']}") from None
