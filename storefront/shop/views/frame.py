"""What stands around every page: the shop, the view with its other choices, and the page itself, as drops."""

from collections.abc import Container, Mapping

from storefront import localization
from storefront.customers import Purpose
from storefront.localization import View
from storefront.shop import accounts, seo
from storefront.shop.request import ShopRequest
from storefront.shop.seo import PageFacts
from tenants.kit import clock
from themes.engine import drops


def shop(request: ShopRequest) -> drops.Shop:
    """The shop as every page of its theme sees it."""
    found = request.shop
    return drops.Shop(
        name=found.name,
        tagline=_first(found.taglines, request.view.fallbacks),
        email=found.email,
        country_name=localization.territory_name(found.country, request.view.locale),
        is_learner=found.is_learner,
        year=str(clock.now().year),
    )


def view(request: ShopRequest, addresses: Mapping[View, str]) -> drops.View:
    """The view with a way into each other one: this same page where it is to be had there, else its home page."""
    current = request.view
    choices = tuple(
        drops.ViewChoice(
            url=request.address(addresses.get(other, "/"), other),
            language=other.language,
            language_name=localization.autonym(other.language),
            market=other.market_handle,
            market_name=_market_name(request, other),
            currency="" if other.is_enquiry else other.currency,
            direction=other.direction,
            is_current=other == current,
            is_same_page=other == current or other in addresses,
        )
        for other in request.shop.views
    )
    return drops.View(
        language=current.language,
        direction=current.direction,
        market=current.market_handle,
        market_name=_market_name(request, current),
        currency="" if current.is_enquiry else current.currency,
        language_name=localization.autonym(current.language),
        home_url=request.address("/"),
        is_enquiry=current.is_enquiry,
        choices=choices,
        markets=drops.view_markets(choices),
        offer_url=_offer_url(request),
    )


def _offer_url(request: ShopRequest) -> str:
    has_others = any(
        other.market_id == request.view.market_id and other != request.view for other in request.shop.views
    )
    return request.address("/view-offer") if has_others and not request.shop.is_previewed else ""


def page(request: ShopRequest, facts: PageFacts) -> drops.Page:
    """What the theme's layout needs of any page: title, head, breadcrumbs and where to search."""
    return drops.Page(
        kind=facts.kind,
        title=facts.title,
        url=request.address(facts.path),
        head=seo.head(request, facts),
        breadcrumbs=facts.breadcrumbs,
        search_url=request.address("/search"),
        collections_url=request.address("/collections"),
        cart_url="" if request.view.is_enquiry else request.address("/cart"),
        cart_count_url="" if request.view.is_enquiry else request.address("/cart/count"),
        account_url="" if request.shop.is_previewed else request.address("/account"),
        newsletter=None if request.shop.is_previewed else newsletter_form(request),
    )


def newsletter_form(request: ShopRequest) -> drops.NewsletterForm:
    """Where an address is left for news, and the words that leaving it agrees to."""
    wording = accounts.consent_wordings(request.view.language)[Purpose.MARKETING]
    return drops.NewsletterForm(request.address("/newsletter"), wording)


def same_path_everywhere(request: ShopRequest) -> dict[View, str]:
    """For pages whose path is the same word in every language."""
    return dict.fromkeys(request.shop.views, request.path)


def localized_paths(
    request: ShopRequest, base: str, handles: Mapping[str, str], *, absent_from: Container[int] = ()
) -> dict[View, str]:
    """For pages with a handle in each language: the views in whose own language there is a text.

    Views of the markets that the thing is kept out of are left out.
    """
    return {
        view: f"{base}/{handles[view.language]}"
        for view in request.shop.views
        if view.language in handles and view.market_id not in absent_from
    }


def home_link(request: ShopRequest) -> drops.Link:
    """The first of all breadcrumbs."""
    title = localization.words(request.view.language).gettext("Home")
    return drops.Link(title, request.address("/"))


def _market_name(request: ShopRequest, other: View) -> str:
    """A country's name, or the zone's name for a group of countries, in the current view's language."""
    if len(other.countries) == 1:
        return localization.territory_name(other.countries[0], request.view.locale)
    return _first(request.shop.market_names[other.market_handle], request.view.fallbacks) or other.market_handle


def _first(texts: Mapping[str, str], languages: tuple[str, ...]) -> str:
    return next((texts[language] for language in languages if texts.get(language)), "")
