"""Forms of other sites are told from our own."""

import pytest

from tenants.kit.origins import is_cross_site

OURS = "https://admin.example.com"


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"sec-fetch-site": "same-origin", "origin": OURS}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site", "origin": OURS}, True),
        ({"sec-fetch-site": "same-site", "origin": "https://shop.example.com"}, True),
        ({"sec-fetch-site": ""}, True),
        ({"origin": OURS}, False),
        ({"origin": "https://evil.example"}, True),
        ({"origin": "http://admin.example.com"}, True),
        ({"origin": "https://admin.example.com:8443"}, True),
        ({"origin": "https://admin.example.com.evil.example"}, True),
        ({"origin": "null"}, True),
        ({}, False),
    ],
)
def test_where_a_form_was_sent_from(headers: dict[str, str], refused: bool) -> None:
    scope_headers = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert is_cross_site(scope_headers, OURS) is refused
