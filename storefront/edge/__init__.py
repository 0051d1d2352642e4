"""What every request passes before anybody asks whose shop it is: checks of its form, request id, logs, metrics."""

from storefront.edge import probes
from storefront.edge.observation import Observation
from storefront.edge.plain_pages import plain_page
from storefront.edge.request_form import RefusedRequest, check_request

__all__ = ["Observation", "RefusedRequest", "check_request", "plain_page", "probes"]
