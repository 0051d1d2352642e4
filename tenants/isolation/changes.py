"""How every process learns within a second that a tenant's remembered facts changed: LISTEN on one connection each."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import psycopg
import structlog

CHANNEL = "tenant_changed"
# What an operator sees of the connection in pg_stat_activity.
APPLICATION_NAME = "storefront listening"
# The notice of a change that concerns every tenant of the zone.
EVERYBODY = "*"
_RECONNECT_SECONDS = 0.5
# A connection whose other end vanished without a word would stay silent for ever, so it is asked now and then.
_ALIVE_SECONDS = 10.0

log = structlog.get_logger(__name__)


class TenantChanges:
    """Listens until cancelled. Calls `forget(tenant_id)` for each change, `forget_all()` when notices may be lost."""

    def __init__(self, url: str, forget: Callable[[int], None], forget_all: Callable[[], None]) -> None:
        self._url = url
        self._forget = forget
        self._forget_all = forget_all

    async def run(self) -> None:
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError, TimeoutError) as error:
                log.warning("tenant_changes.disconnected", reason=type(error).__name__)
            # Until somebody listens again, nothing may be remembered for longer than one round of this loop.
            self._forget_all()
            await asyncio.sleep(_RECONNECT_SECONDS)

    async def _listen(self) -> None:
        connection = await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, connect_timeout=5, application_name=APPLICATION_NAME
        )
        async with connection:
            await connection.execute(f"listen {CHANNEL}")
            self._forget_all()
            while True:
                async for notice in connection.notifies(timeout=_ALIVE_SECONDS):
                    if notice.payload == EVERYBODY:
                        self._forget_all()
                        continue
                    with suppress(ValueError):
                        self._forget(int(notice.payload))
                await asyncio.wait_for(connection.execute("select 1"), _ALIVE_SECONDS)
