"""The merchant's surface on its own host: signing in, and a shop's orders. No theme and no script of a shop is near it.

Who is signed in is `tenants.identity`'s; what may be done with an order is `storefront.orders`'s. A person sees the
shops that they are a member of, and of any other shop not even that it is there.
"""

from storefront.admin.request import AdminServices
from storefront.admin.routes import AdminRoutes

__all__ = ["AdminRoutes", "AdminServices"]
