"""What the edge's own pages say, with their status and when to come back."""

from http import HTTPStatus

from babel.support import Translations

from storefront.edge.plain_pages import Notice
from storefront.edge.request_form import RefusedRequest

_DATABASE_RETRY_SECONDS = 5
_SUSPENDED_RETRY_SECONDS = 3600


def nobody_here(words: Translations) -> Notice:
    """At a host where no shop lives. It gives no hint of who else does."""
    return Notice(
        HTTPStatus.NOT_FOUND, words.gettext("There is nothing here"), words.gettext("Please check the address.")
    )


def on_a_break(words: Translations) -> Notice:
    """At a shop that is suspended, or still being set up."""
    return Notice(
        HTTPStatus.SERVICE_UNAVAILABLE,
        words.gettext("This shop is taking a break"),
        words.gettext("This shop is closed for now. Please come back later."),
        _SUSPENDED_RETRY_SECONDS,
    )


def database_away(words: Translations) -> Notice:
    """When the database does not answer, or every connection is taken."""
    return Notice(
        HTTPStatus.SERVICE_UNAVAILABLE,
        words.gettext("We will be back in a moment"),
        words.gettext("The shop can not be reached right now. Nothing is lost; please try again shortly."),
        _DATABASE_RETRY_SECONDS,
    )


def too_fast(words: Translations, seconds: int) -> Notice:
    """When a visitor asks more often than the zone lets them."""
    return Notice(
        HTTPStatus.TOO_MANY_REQUESTS,
        words.gettext("A little slower, please"),
        words.gettext("Too many requests came from where you are. Please try again in a moment."),
        seconds,
    )


def not_understood(words: Translations, refused: RefusedRequest) -> Notice:
    """When the request has no form that could be routed."""
    return Notice(refused.status, words.gettext("This address does not work"), words.gettext(refused.reason))


def failed(words: Translations, request_id: str) -> Notice:
    """After an error that nobody foresaw; the reference finds it in the log."""
    told = words.gettext("We have been told. Please try again in a moment. (Reference: %(reference)s)")
    return Notice(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        words.gettext("Something went wrong"),
        told % {"reference": request_id},
    )
