"""Events on their way to the webhook: signed, retried, and as late, doubled and shuffled as one asks for."""

import asyncio
import json
import random
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any, Final
from urllib.parse import urlsplit

import stripe
import structlog

from storefront.standins.stripe.forms import Tree
from storefront.standins.stripe.world import now

_PAUSES: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
_ANSWER_SECONDS: Final = 10

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Delivery:
    """Where events go, and how. Held events wait for `release`."""

    url: str
    secret: str
    host: str = ""
    is_held: bool = False
    times: int = 1
    delay_seconds: float = 0.0
    held: list[Tree] = field(default_factory=list)
    tried: list[Tree] = field(default_factory=list)  # id of the event, and the status of the answer
    _sending: set["asyncio.Task[None]"] = field(default_factory=set)

    def take(self, event: Tree) -> None:
        """An event happened. Called within the event loop."""
        if not self.url:
            return
        if self.is_held:
            self.held.append(event)
        else:
            for _ in range(self.times):
                self._start(event)

    def release(self, *, order: str = "as_made", seed: int = 0, times: int = 1) -> int:
        """Send what was held: `as_made`, `reversed` or `shuffled`, each so many times. Says how many deliveries."""
        waiting = [event for event in self.held for _ in range(times)]
        self.held.clear()
        if order == "reversed":
            waiting.reverse()
        elif order == "shuffled":
            random.Random(seed).shuffle(waiting)
        task = asyncio.get_running_loop().create_task(self._one_by_one(waiting))
        self._keep(task)
        return len(waiting)

    async def settle(self) -> None:
        """Return when nothing is on its way."""
        while self._sending:
            await asyncio.wait(set(self._sending))

    def _start(self, event: Tree) -> None:
        self._keep(asyncio.get_running_loop().create_task(self._deliver(event, self.delay_seconds)))

    def _keep(self, task: "asyncio.Task[None]") -> None:
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _one_by_one(self, events: list[Tree]) -> None:
        for event in events:
            await self._deliver(event, 0)

    async def _deliver(self, event: Tree, delay: float) -> None:
        await asyncio.sleep(delay)
        body = json.dumps(event)
        for pause in (*_PAUSES, None):
            status = await asyncio.to_thread(self._post, body)
            self.tried.append({"id": event["id"], "type": event["type"], "status": status})
            if 200 <= status < 300:
                return
            log.warning("standin.event_not_taken", kind=event["type"], status=status)
            if pause is not None:
                await asyncio.sleep(pause)

    def _post(self, body: str) -> int:
        """The status of the answer; 0 for none."""
        address = urlsplit(self.url)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=_ANSWER_SECONDS)
        signature: Any = stripe.WebhookSignature.generate_signature_header(  # Any: Stripe leaves it untyped
            body, self.secret, now()
        )
        headers = {"content-type": "application/json; charset=utf-8", "stripe-signature": signature}
        if self.host:
            headers["host"] = self.host
        try:
            connection.request("POST", address.path, body.encode(), headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()
