"""Messages as Stripe would send them, or as somebody else would who wants to be taken for Stripe."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.testclient import TestClient

from storefront.payments import Payment
from tenants.kit import clock
from tests.stripe_standin import WEBHOOK_SECRET

PATH = "/webhooks/stripe"
Tree = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class Message:
    body: bytes
    signature: str | None
    headers: tuple[tuple[str, str], ...] = ()

    def sent(self, client: TestClient) -> int:
        """The status of the answer."""
        headers = [("content-type", "application/json"), *self.headers]
        if self.signature is not None:
            headers.append(("stripe-signature", self.signature))
        return client.post(PATH, content=self.body, headers=headers).status_code


def signed(body: bytes, *, secret: str = WEBHOOK_SECRET, at: int | None = None, scheme: str = "v1") -> str:
    moment = int(clock.now().timestamp()) if at is None else at
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},{scheme}={digest}"


def genuine(event: Tree) -> Message:
    body = json.dumps(event).encode()
    return Message(body, signed(body))


def paid_event(payment: Payment, event_id: str = "evt_1", **changes: Any) -> Tree:  # Any: JSON
    """`payment_intent.succeeded` as it comes when this payment was made, with changes to the intent."""
    charged = payment.amount.amount_minor
    intent = {
        "id": "pi_of_its_own",
        "object": "payment_intent",
        "amount": charged,
        "amount_received": changes.pop("amount_received", charged),
        "currency": payment.currency.lower(),
        "status": "succeeded",
        "latest_charge": "ch_of_its_own",
        "livemode": False,
        "metadata": {
            "tenant": str(payment.tenant_id), "order": str(payment.order_id), "payment": str(payment.id),
        },
    }  # fmt: skip
    return event_about(intent | changes, "payment_intent.succeeded", payment.account_id, event_id)


def event_about(about: Tree, kind: str, account: str, event_id: str = "evt_1") -> Tree:
    event = {
        "id": event_id,
        "object": "event",
        "type": kind,
        "created": int(clock.now().timestamp()),
        "livemode": False,
        "data": {"object": about},
    }
    return event | ({"account": account} if account else {})


# Fourteen ways to be taken for Stripe without its secret, or long after it spoke.
FORGERIES: dict[str, Callable[[bytes], Message]] = {
    "no signature": lambda body: Message(body, None),
    "an empty signature": lambda body: Message(body, ""),
    "another secret": lambda body: Message(body, signed(body, secret="whsec_guessed")),
    "an empty secret": lambda body: Message(body, signed(body, secret="")),
    "a changed body": lambda body: Message(body.replace(b"succeeded", b"Succeeded"), signed(body)),
    "a body with more at its end": lambda body: Message(body + b" ", signed(body)),
    "a signature cut short": lambda body: Message(body, signed(body)[:-1]),
    "a signature in capitals": lambda body: Message(
        body, signed(body).upper().replace("T=", "t=").replace("V1=", "v1=")
    ),
    "another scheme": lambda body: Message(body, signed(body, scheme="v0")),
    "six minutes old": lambda body: Message(body, signed(body, at=int(clock.now().timestamp()) - 360)),
    "six minutes ahead": lambda body: Message(body, signed(body, at=int(clock.now().timestamp()) + 360)),
    "a newer time on an old signature": lambda body: Message(
        body, signed(body, at=1).replace("t=1", f"t={int(clock.now().timestamp())}")
    ),
    "two times": lambda body: Message(body, f"t={int(clock.now().timestamp())}," + signed(body, at=1)),
    "two headers": lambda body: Message(body, signed(body), (("stripe-signature", "t=1,v1=0"),)),
    "no time": lambda body: Message(body, signed(body).partition(",")[2]),
    "a time that is none": lambda body: Message(body, "t=now," + signed(body).partition(",")[2]),
    "what is not ASCII": lambda body: Message(body, "t=1,v1=\u00e9"),
}
