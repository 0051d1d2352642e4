"""Markets: whom a shop sells to, in which currency and languages; and what its translations were made from."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from storefront.localization.terms import Duties, MarketMode
from tenants.isolation import columns
from tenants.isolation.columns import Texts


class Market(SQLModel, table=True):
    """One country or a group of them, under the zone's handle. The first language is the market's own default.

    `host` is one of the shop's domains, at which this market alone is reached; without one it is at the shop's host.
    """

    __table_args__ = (
        Index("market_handle", "tenant_id", "handle", unique=True),
        Index("market_one_primary", "tenant_id", unique=True, postgresql_where=text("is_primary")),
        CheckConstraint("cardinality(languages) > 0", name="market_has_a_language"),
        CheckConstraint("cardinality(countries) > 0", name="market_has_a_country"),
        CheckConstraint("mode in ('sale', 'enquiry')", name="market_mode_is_known"),
        CheckConstraint("duties in ('ddp', 'dap')", name="market_duties_are_known"),
        CheckConstraint("host is null or not is_primary", name="market_primary_has_the_shops_host"),
        Index("market_own_host", "tenant_id", "host", unique=True),
        ForeignKeyConstraint(
            ["tenant_id", "host"],
            ["domain.tenant_id", "domain.host"],
            name="market_host_is_the_shops",
            ondelete="set null (host)",
        ),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    handle: str = Field(max_length=20)
    names: Texts = columns.texts()
    countries: list[str] = Field(sa_column=Column(ARRAY(String(2)), nullable=False))
    languages: list[str] = Field(sa_column=Column(ARRAY(String(35)), nullable=False))
    currency: str = Field(max_length=3)
    prices_include_tax: bool = True
    mode: str = Field(default=MarketMode.SALE, max_length=10)
    duties: str = Field(default=Duties.DAP, max_length=3)
    position: int = 0
    is_primary: bool = False
    is_enabled: bool = True
    host: str | None = Field(default=None, max_length=253)


class TranslationMark(SQLModel, table=True):
    """What the texts of one thing in one language were translated from: a digest of each field's source then.

    `resource` says what kind of thing `resource_id` is. A text without a mark was there before marks were kept.
    """

    __tablename__ = "translation_mark"

    tenant_id: int = columns.tenant_id()
    resource: str = Field(primary_key=True, max_length=20)
    resource_id: int = columns.key_part()
    language: str = Field(primary_key=True, max_length=35)
    digests: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
