"""What the edge says where there is no shop's page to show: without a theme, in the visitor's language."""

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus

from storefront.edge import notices
from storefront.edge.plain_pages import Notice, Visitor, plain_page, visitor_of
from storefront.edge.request_form import Reason, RefusedRequest
from tests.audit.kinds import NOTICES, kind_of_notice
from tests.audit.zone import Answer, AuditedPage

NAME = "edge"
LANGUAGES = ("en", "ar")
_MALFORMED = RefusedRequest(HTTPStatus.BAD_REQUEST, Reason.BAD_HOST)
_SAYS: Mapping[str, Callable[[Visitor], Notice]] = {
    "nobody_here": lambda visitor: notices.nobody_here(visitor.words),
    "on_a_break": lambda visitor: notices.on_a_break(visitor.words),
    "database_away": lambda visitor: notices.database_away(visitor.words),
    "too_fast": lambda visitor: notices.too_fast(visitor.words, 5),
    "not_understood": lambda visitor: notices.not_understood(visitor.words, _MALFORMED),
    "failed": lambda visitor: notices.failed(visitor.words, "0" * 32),
}


def pages(port: int) -> Iterator[AuditedPage]:
    """Each notice in a language of each direction, made by the edge itself: no server can be asked to lose its data."""
    for language in LANGUAGES:
        scope = {"headers": [(b"accept-language", language.encode())]}
        visitor = visitor_of(scope, LANGUAGES, "Seri Batik")
        for name in NOTICES:
            response = plain_page(visitor, _SAYS[name](visitor))
            answer = Answer(response.status_code, dict(response.headers), bytes(response.body))
            url = f"http://seri-batik.localhost:{port}/"
            yield AuditedPage(NAME, f"/{language}", kind_of_notice(name), url, answer=answer)
