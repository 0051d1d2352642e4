"""The one place that asks what time it is. All times are UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
