"""A page as a browser and a search engine would take it apart."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from starlette.testclient import TestClient

_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class PageRead:
    """An answer with its HTML parsed strictly: any parse error of the HTML standard raises."""

    url: str
    status: int
    headers: dict[str, str]
    text: str

    @cached_property
    def tree(self) -> Element:
        return _parsed(self.text)

    def every(self, name: str) -> list[Element]:
        return list(self.tree.iter(_XHTML + name))

    @property
    def head_links(self) -> list[Element]:
        """Of the head alone, where a search engine looks for them, and which takes a fraction of the page to parse."""
        head, end, _ = self.text.partition("</head>")
        return list(_parsed(f"{head}{end}<body></body></html>").iter(_XHTML + "link"))

    @property
    def root(self) -> Element:
        return self.tree

    @property
    def canonical(self) -> str:
        return next((each.get("href", "") for each in self.head_links if each.get("rel") == "canonical"), "")

    @property
    def alternates(self) -> dict[str, str]:
        links = [each for each in self.head_links if each.get("rel") == "alternate" and each.get("hreflang")]
        return {each.get("hreflang", ""): each.get("href", "") for each in links}

    @property
    def structured(self) -> list[dict[str, Any]]:
        scripts = [each for each in self.every("script") if each.get("type") == "application/ld+json"]
        return [json.loads(each.text or "") for each in scripts]

    @property
    def links(self) -> set[str]:
        """Addresses of this same shop that the page leads to, without fragments."""
        found = set()
        for anchor in self.every("a"):
            address = urlsplit(urljoin(self.url, anchor.get("href", "")))
            if address.scheme in ("http", "https") and address.netloc == urlsplit(self.url).netloc:
                found.add(address._replace(fragment="").geturl())
        return found

    @property
    def words(self) -> str:
        return " ".join(self.root.itertext())


@lru_cache(maxsize=128)
def _parsed(html: str) -> Element:
    """Many tests look at the same page, and to parse it takes longer than to make it."""
    root: Element = html5lib.HTMLParser(strict=True).parse(html)
    return root


def read(client: TestClient, url: str, headers: Mapping[str, str] | None = None) -> PageRead:
    answer = client.get(url, headers=headers)
    return PageRead(str(answer.url), answer.status_code, dict(answer.headers), answer.text)
