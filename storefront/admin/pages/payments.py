"""How a shop is paid: its account at Stripe, led through onboarding, and what Stripe tells of disputes and payouts."""

from collections.abc import Callable
from http import HTTPStatus

from starlette.responses import Response

from storefront import localization, orders, payments
from storefront.admin.payment_views import DisputeRow, account_card, dispute_row, payout_row
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.payments import PaymentAccount, ProviderName
from tenants import lifecycle
from tenants.identity import Role
from tenants.kit.errors import Denied, NotFound, StorefrontError

_MOST = 25


class UnknownStep(NotFound):
    """There is nothing of this name to do with the shop's payments."""


class OwnersOnly(Denied):
    """Whose bank account the money goes to is for an owner of the shop to decide."""


def look(request: AdminRequest) -> Response:
    """How the shop stands with whoever takes its payments."""
    return _page(request)


def act(request: AdminRequest) -> Response:
    """Lead the owner to Stripe's questions, or ask Stripe how the account stands. Raises UnknownStep."""
    step = {"connect": _connected, "refresh": _refreshed}.get(request.parameters["action"])
    if step is None:
        raise UnknownStep(request.parameters["action"])
    return _tried(request, step)


def come_back(request: AdminRequest) -> Response:
    """Where Stripe leads a merchant who has answered, or has had enough for now: what came of it is asked for."""
    return _tried(request, _refreshed)


def go_on(request: AdminRequest) -> Response:
    """Where Stripe leads a merchant whose link was spent: to a new link. No account is opened by looking at a page."""
    if _account(request) is None:
        return see_other(_address(request))
    return _tried(request, _connected)


def _tried(request: AdminRequest, step: Callable[[AdminRequest], str]) -> Response:
    try:
        return see_other(step(request))
    except payments.NoPaymentAccount:
        return see_other(_address(request))
    except payments.PaymentUnavailable as error:
        return _page(request, _fault(request, error), HTTPStatus.SERVICE_UNAVAILABLE)
    except OwnersOnly as error:
        return _page(request, _fault(request, error), HTTPStatus.FORBIDDEN)
    except (payments.AccountCountryRefused, payments.PlayMoneyOnly, payments.ProviderRefused) as error:
        return _page(request, _fault(request, error), HTTPStatus.CONFLICT)


def _connected(request: AdminRequest) -> str:
    """The address of Stripe's questions. Raises OwnersOnly, and as `payments.connect_account`."""
    if request.own_shop.role is not Role.OWNER:
        raise OwnersOnly(request.own_shop.slug)
    here = f"{request.services.origin}{_address(request)}"
    return payments.connect_account(
        request.services.database,
        request.services.payments,
        tenant_id=request.own_shop.tenant_id,
        refresh_url=f"{here}/continue",
        return_url=f"{here}/return",
    )


def _refreshed(request: AdminRequest) -> str:
    payments.refresh_account(request.services.database, request.services.payments, tenant_id=request.own_shop.tenant_id)
    return _address(request)


def _address(request: AdminRequest) -> str:
    return f"/shops/{request.own_shop.slug}/payments"


def _account(request: AdminRequest) -> PaymentAccount | None:
    """The shop's account, once Stripe has opened it."""
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        account = payments.find_account(session, ProviderName.STRIPE)
    return account if account is not None and account.account_id else None


def _page(request: AdminRequest, fault: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    language, providers = request.language, request.services.payments
    with request.services.database.platform() as session:
        kind = lifecycle.tenant_by_id(session, request.own_shop.tenant_id).kind
    account = _account(request)
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        disputed = payments.newest_disputes(session, limit=_MOST)
        numbers = {order_id: orders.order_by_id(session, order_id).number for _, order_id in disputed}
        paid_out = payments.newest_payouts(session, limit=_MOST)
    disputes: list[DisputeRow] = [
        dispute_row(each, numbers[order_id], language, providers.dashboard) for each, order_id in disputed
    ]
    facts = {
        "fault": fault,
        "is_learner": kind == lifecycle.TenantKind.LEARNER,
        "has_stripe": providers.accounts is not None,
        "is_owner": request.own_shop.role is Role.OWNER,
        "account": account_card(account, language) if account else None,
        "dashboard": providers.dashboard,
        "disputes": disputes,
        "payouts": [payout_row(each, language) for each in paid_out],
    }
    return render(request, "payments.html", facts, status=status, goes_to=providers.onboarding_origins)


def _fault(request: AdminRequest, error: StorefrontError) -> str:
    """Why nothing was done, in the reader's words."""
    _ = words(request.language).gettext
    if isinstance(error, payments.AccountCountryRefused):
        return _(
            "Your shop is in %(shop)s and the platform's account at Stripe in %(platform)s. Stripe wants both in one "
            "country: write to whoever runs the platform."
        ) % {
            "shop": localization.territory_name(error.shop, request.language),
            "platform": localization.territory_name(error.platform, request.language),
        }
    if isinstance(error, payments.PlayMoneyOnly):
        return _("This shop is for learners: payments are a test, and no money moves.")
    if isinstance(error, OwnersOnly):
        return _("Only an owner of the shop connects it: that decides where the money goes.")
    if isinstance(error, payments.ProviderRefused):
        return _("Stripe refuses: %(code)s. Nothing was changed.") % {"code": error.code}
    return _("Stripe does not answer just now. Nothing was changed; please try again in a few minutes.")
