import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.domains import BadDomain, MalformedHost, custom_host, host_of

LABELS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=20)
HOSTS = st.lists(LABELS, min_size=1, max_size=5).map(".".join)

MALFORMED = [
    b"",
    b" ",
    b"a b",
    b" a.localhost",
    b"a.localhost ",
    b"a.localhost\n",
    b"a.localhost\x00",
    b"a.localhost.",
    b".localhost",
    b"a..localhost",
    b"-a.localhost",
    b"a-.localhost",
    b"a_b.localhost",
    b"*.localhost",
    b"user@a.localhost",
    b"a.localhost:",
    b"a.localhost:0",
    b"a.localhost:65536",
    b"a.localhost:80:80",
    b"a.localhost:8a",
    b"a.localhost:\xd9\xa1",
    b"a.localhost/path",
    b"a.localhost?x",
    b"a.localhost#x",
    b"a.localhost\\x",
    b"a.localhost,b.localhost",
    b"http://a.localhost",
    b"[::1]:8000",
    b"caf\xc3\xa9.example",
    b"\xff\xfe",
    b"%61.localhost",
    b"a" * 64 + b".localhost",
    b".".join([b"a" * 63] * 4),
]


@pytest.mark.parametrize("raw", MALFORMED)
def test_what_is_not_one_host_name_with_an_optional_port_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedHost):
        host_of(raw)


@pytest.mark.parametrize(
    ("raw", "host"),
    [
        (b"seri-batik.localhost", "seri-batik.localhost"),
        (b"Seri-Batik.LOCALHOST:8000", "seri-batik.localhost"),
        (b"xn--80ak6aa92e.example:443", "xn--80ak6aa92e.example"),
        (b"127.0.0.1:8000", "127.0.0.1"),
        (b"a" * 63 + b".localhost", "a" * 63 + ".localhost"),
        (b".".join([b"a" * 63] * 3 + [b"b" * 61]), ".".join(["a" * 63] * 3 + ["b" * 61])),
    ],
)
def test_a_host_is_read_in_lower_case_without_its_port(raw: bytes, host: str) -> None:
    assert host_of(raw) == host


@given(HOSTS, st.one_of(st.none(), st.integers(1, 65535)))
def test_every_host_name_is_read(host: str, port: int | None) -> None:
    header = host if port is None else f"{host}:{port}"
    assert host_of(header.upper().encode()) == host


@given(st.binary(max_size=300))
def test_any_bytes_are_a_host_or_malformed(raw: bytes) -> None:
    try:
        host = host_of(raw)
    except MalformedHost:
        return
    assert set(host) <= set(string.ascii_lowercase + string.digits + ".-")
    assert host_of(host.encode()) == host


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("www.sme-0002.example", "www.sme-0002.example"),
        (" WWW.Batik.MY. ", "www.batik.my"),
        ("шёлк.рф", "xn--j1ab2bwb.xn--p1ai"),
        ("茶行.中国", "xn--cl1a37h.xn--fiqs8s"),
        ("straße.de", "xn--strae-oqa.de"),
        ("ｂａｔｉｋ。com", "batik.com"),
        ("shop.com.my", "shop.com.my"),
    ],
)
def test_a_shops_own_domain_is_kept_as_browsers_send_it(written: str, host: str) -> None:
    assert custom_host(written, "storefront.my") == host
    assert custom_host(host, "storefront.my") == host


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is not a domain name"),
        ("https://batik.my", "is not a domain name"),
        ("batik.my/shop", "is not a domain name"),
        ("batik.my:443", "is not a domain name"),
        ("*.batik.my", "is not a domain name"),
        ("me@batik.my", "is not a domain name"),
        ("ba tik.my", "is not a domain name"),
        ("ba_tik.my", "is not a domain name"),
        ("xn--a.my", "is not a domain name"),
        ("\u200fbatik.my\u0000", "is not a domain name"),
        ("a" * 64 + ".my", "is not a domain name"),
        ("a." * 130 + "my", "is too long"),
        ("192.168.0.1", "is an IP address"),
        ("2130706433", "is an IP address"),
        ("1.2.0x3", "is an IP address"),
        ("storefront.my", "belongs to the platform"),
        ("seri.storefront.my", "belongs to the platform"),
        ("printer.local", "can not be reached"),
        ("localhost", "can not be reached"),
        ("my", "is a whole registry's"),
        ("com.my", "is a whole registry's"),
        ("co.uk", "is a whole registry's"),
    ],
)
def test_what_can_not_be_a_shops_own_domain_is_refused(written: str, reason: str) -> None:
    with pytest.raises(BadDomain, match=reason):
        custom_host(written, "storefront.my")


@given(st.text(max_size=80))
def test_any_text_is_a_domain_that_a_host_header_can_carry_or_refused(written: str) -> None:
    try:
        host = custom_host(written, "storefront.my")
    except BadDomain:
        return
    assert host_of(host.encode("ascii")) == host
    assert custom_host(host, "storefront.my") == host
