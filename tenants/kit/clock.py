"""The one place that asks what time it is. All times are UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    """The moment, in UTC. Everything asks here, so that tests can stop it."""
    return datetime.now(UTC)
