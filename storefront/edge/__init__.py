"""What every request passes before anybody asks whose shop it is: its form, its pace, request id, logs, metrics."""

from storefront.edge import notices, probes
from storefront.edge.client_limit import ClientLimit, client_address, network_of
from storefront.edge.observation import Observation
from storefront.edge.plain_pages import Visitor, plain_page, visitor_of
from storefront.edge.request_form import RefusedRequest, check_request
from storefront.edge.traced import Traced

__all__ = [
    "ClientLimit",
    "Observation",
    "RefusedRequest",
    "Traced",
    "Visitor",
    "check_request",
    "client_address",
    "network_of",
    "notices",
    "plain_page",
    "probes",
    "visitor_of",
]
