"""No byte of one shop is in a page of another, on connections that shops share, also while they publish.

`make bench ARGS="mixing"` asks for ten times as many pages of sixteen shops (target T3).
"""

from tenants.isolation import Database
from tests.mixing import Marked, asked, marked_shops, publishing, verdict

REQUESTS = 400


def test_pages_of_shops_that_publish_are_not_mixed_on_kept_connections(port: int, zone_database: Database) -> None:
    shops = marked_shops(zone_database, 6, products=3)
    with publishing(zone_database, shops, writers=6):
        found = asked(port, shops, requests=REQUESTS, connections=8)
    assert found == {"own": REQUESTS}


def test_a_foreign_byte_would_be_seen() -> None:
    shops = [Marked("m1", 1, "a.localhost"), Marked("m2", 2, "b.localhost")]
    marks = [each.mark for each in shops]
    assert verdict("m1", marks, b"HTTP/1.1 200 OK", b"<h1>m1</h1>") == "own"
    assert verdict("m1", marks, b"HTTP/1.1 200 OK", b"<h1>m1</h1><p>m2") == "foreign"
    assert verdict("m1", marks, b"HTTP/1.1 503 Down\r\nx: m1", b"m1") == "failed"
    assert verdict("m1", marks, b"HTTP/1.1 200 OK", b"") == "failed"
