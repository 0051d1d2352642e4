"""For load balancers: is this process alive, and can it serve?"""

from http import HTTPStatus

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse

from storefront.media import MediaStore, MediaUnavailable
from tenants.isolation import Database, DatabaseUnavailable

LIVE = "/-/live"
READY = "/-/ready"
SERVES = "/-/serves"  # asked by the edge of shops' own domains before it fetches a certificate
PATHS = frozenset({LIVE, READY, SERVES})
_HEADERS = {"cache-control": "no-store"}


def live() -> JSONResponse:
    """The process answers. Says nothing of what it depends on, so that an outage elsewhere restarts nobody."""
    return JSONResponse({"status": "live"}, headers=_HEADERS)


def serves(is_ours: bool) -> JSONResponse:
    """200 for a shop's own verified domain, 404 for every other name: no certificate is fetched for those."""
    return JSONResponse({"serves": is_ours}, HTTPStatus.OK if is_ours else HTTPStatus.NOT_FOUND, _HEADERS)


def ready(database: Database, store: MediaStore) -> JSONResponse:
    """200, or 503 with a reason for each thing that is missing."""
    reasons = [reason for reason in (_database(database), _media(store)) if reason]
    status = HTTPStatus.SERVICE_UNAVAILABLE if reasons else HTTPStatus.OK
    return JSONResponse({"status": "unready" if reasons else "ready", "reasons": reasons}, status, _HEADERS)


def _database(database: Database) -> str | None:
    try:
        with database.unbound() as session:
            session.execute(text("select 1"))
    except (DatabaseUnavailable, SQLAlchemyError):
        return "the database does not answer"
    return None


def _media(store: MediaStore) -> str | None:
    try:
        store.check()
    except MediaUnavailable:
        return "the media store does not answer"
    return None
