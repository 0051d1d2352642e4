"""Pages, policies and articles for tests."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from storefront import content
from tests.factories.catalog import AShop


def a_document(
    session: Session,
    shop: AShop,
    title: str | Mapping[str, str] = "About us",
    *,
    kind: content.DocumentKind = content.DocumentKind.PAGE,
    days_old: int = 10,
    body_html: str = "<p>Words.</p>",
    **changes: Any,  # fields of NewDocument
) -> int:
    titles = {"en": title} if isinstance(title, str) else title
    texts = {language: content.NewDocumentText(each, body_html) for language, each in titles.items()}
    moment = datetime.now(UTC) - timedelta(days=days_old)
    return content.create_document(
        session, shop.tenant_id, content.NewDocument(kind, texts, published_at=moment, **changes)
    )
