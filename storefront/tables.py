"""The whole schema on one page: importing this module defines every table."""

from sqlmodel import SQLModel

from storefront.cart import models as cart
from storefront.catalog import models as catalog
from storefront.checkout import models as checkout
from storefront.content import models as content
from storefront.customers import models as customers
from storefront.discounts import models as discounts
from storefront.enquiries import models as enquiries
from storefront.inventory import models as inventory
from storefront.invoices import models as invoices
from storefront.law import models as law
from storefront.localization import models as localization
from storefront.media import models as media
from storefront.notify import models as notify
from storefront.orders import models as orders
from storefront.payments import models as payments
from storefront.pricing import models as pricing
from storefront.search import models as search
from storefront.shipping import models as shipping
from storefront.tax import models as tax
from storefront.theming import models as theming
from tenants.domains import models as domains
from tenants.identity import models as identity
from tenants.lifecycle import models as lifecycle

METADATA = SQLModel.metadata

__all__ = [
    "METADATA",
    "cart",
    "catalog",
    "checkout",
    "content",
    "customers",
    "discounts",
    "domains",
    "enquiries",
    "identity",
    "inventory",
    "invoices",
    "law",
    "lifecycle",
    "localization",
    "media",
    "notify",
    "orders",
    "payments",
    "pricing",
    "search",
    "shipping",
    "tax",
    "theming",
]
