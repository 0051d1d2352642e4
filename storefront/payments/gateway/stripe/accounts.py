"""Shops' accounts at Stripe: opened under the platform's, described, and led through Stripe's own onboarding."""

from storefront.payments.errors import PaymentUnavailable
from storefront.payments.gateway.stripe.calls import StripeCalls, Tree
from storefront.payments.rules import AccountFacts


class StripeAccounts:
    """The shop owns its account, pays Stripe's fees itself and has Stripe's full dashboard."""

    def __init__(self, calls: StripeCalls) -> None:
        self._calls = calls

    def platform_country(self) -> str:
        """Where the platform's own account is. Shops' accounts have to be there too."""
        account = self._calls(lambda client, options: client.v1.accounts.retrieve_current({}, options))
        country = account.get("country")
        if not isinstance(country, str):
            raise PaymentUnavailable("Stripe does not say where the platform's account is")
        return country

    def open(self, *, tenant_id: int, country: str, email: str, key: str) -> AccountFacts:
        account = self._calls(
            lambda client, options: client.v1.accounts.create(
                {
                    "country": country,
                    "email": email,
                    "controller": {
                        "fees": {"payer": "account"},
                        "losses": {"payments": "stripe"},
                        "stripe_dashboard": {"type": "full"},
                    },
                    "metadata": {"tenant": str(tenant_id)},
                },
                options,
            ),
            key=key,
        )
        return _facts(account)

    def describe(self, account_id: str) -> AccountFacts:
        """As it stands now, with the ways to pay that the account has on."""
        account = self._calls(lambda client, options: client.v1.accounts.retrieve(account_id, {}, options))
        listed = self._calls(
            lambda client, options: client.v1.payment_method_configurations.list({}, options), account=account_id
        )
        return _facts(account, methods=_methods(listed))

    def onboarding_link(self, account_id: str, *, refresh_url: str, return_url: str) -> str:
        """Where the merchant answers Stripe's questions. It is good for a few minutes and one visit."""
        link = self._calls(
            lambda client, options: client.v1.account_links.create(
                {
                    "account": account_id,
                    "type": "account_onboarding",
                    "refresh_url": refresh_url,
                    "return_url": return_url,
                },
                options,
            )
        )
        url = link.get("url")
        if not isinstance(url, str) or not url.startswith(("https://", "http://")):
            raise PaymentUnavailable("Stripe's link is none")
        return url


def _facts(account: Tree, methods: tuple[str, ...] = ()) -> AccountFacts:
    try:
        requirements = account.get("requirements") or {}
        return AccountFacts(
            account_id=str(account["id"]),
            country=str(account["country"]),
            currency=str(account.get("default_currency") or "").upper(),
            is_submitted=account["details_submitted"] is True,
            takes_charges=account["charges_enabled"] is True,
            pays_out=account["payouts_enabled"] is True,
            requirements=tuple(str(each)[:200] for each in requirements.get("currently_due") or ()),
            disabled_reason=str(requirements.get("disabled_reason") or "")[:100],
            methods=methods,
        )
    except (KeyError, TypeError, AttributeError):
        raise PaymentUnavailable("Stripe's account makes no sense") from None


def _methods(listed: Tree) -> tuple[str, ...]:
    """The names of what is on in the account's default configuration: Stripe's list, whatever it holds."""
    for each in listed.get("data", []):
        if isinstance(each, dict) and each.get("is_default") and each.get("active"):
            return tuple(sorted(name[:60] for name, value in each.items() if _is_on(value)))
    return ()


def _is_on(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    preference = value.get("display_preference")
    return value.get("available") is True and isinstance(preference, dict) and preference.get("value") == "on"
