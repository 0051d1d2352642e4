"""A storm of Stripe's messages, as `docs/benchmarks.md` reports it: in the end the books are as Stripe has them."""

import json
import random
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles

from storefront import payments
from tenants.isolation import Database
from tenants.kit.settings import PREFIX
from tests.bench.pages import environment_of
from tests.bench.servers import granian
from tests.database import clone_database, settings_for
from tests.factories.payments import work_off
from tests.storefront.hooks.storm import expected, lived, messages, told
from tests.storefront.payments.messages import PATH, Message
from tests.storefront.payments.stripe_shop import a_stripe_shop, stripe_settings
from tests.stripe_standin import running_standin

DELIVERIES = 10_000
ORDERS = 200
SHOPS = 8
FORGED = 500
FALSE = 180
THREADS = 4
TARGET_MS = 100.0
QUIET = f"{PREFIX}LOG_LEVEL"  # a forged message is logged


def run() -> None:
    """Deliver at most four at once, act on them afterwards, and compare every order with its model."""
    print(f"\nWebhooks: {DELIVERIES:,} deliveries about {ORDERS} orders, client and stand-in on the same cores")
    name = "bench_webhooks"
    with tempfile.TemporaryDirectory(prefix="storefront-bench-") as folder, running_standin() as stripe:
        known = clone_database(name)
        settings = stripe_settings(settings_for(known, Path(folder)), stripe)
        database, providers = Database(settings), payments.open_providers(settings)
        shops = [a_stripe_shop(database, providers, stripe, known.superuser_url) for _ in range(SHOPS)]
        dice = random.Random(10_000)
        stories = [lived(dice, dice.choice(shops)) for _ in range(ORDERS)]
        events = len(stripe.pull("events")["data"])
        again = DELIVERIES - events - FORGED - FALSE
        storm = messages(dice, stories, stripe, again=again, forged=FORGED, false=FALSE)
        with granian("storefront.app:application", environment_of(settings) | {QUIET: "error"}) as port:
            answers, seconds = _delivered(storm, port)
        work_off(database, known.superuser_url, {"payments": providers})
        wrong = sum(told(story) != expected(story) for story in stories)
        database.close()
    _tell(answers, seconds, wrong=wrong, repeated=again / events)


def _delivered(storm: list[tuple[Message, bool]], port: int) -> tuple[list[tuple[bool, int, float]], float]:
    """Whether each was genuine, its status and its seconds; and how long all took."""
    parts = [storm[place::THREADS] for place in range(THREADS)]

    def deliver(part: list[tuple[Message, bool]]) -> list[tuple[bool, int, float]]:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        return [(is_genuine, *_sent(connection, message)) for message, is_genuine in part]

    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        answers = [each for part in pool.map(deliver, parts) for each in part]
    return answers, time.perf_counter() - began


def _sent(connection: HTTPConnection, message: Message) -> tuple[int, float]:
    began = time.perf_counter()
    connection.putrequest("POST", PATH, skip_host=True)
    headers = [("host", "api.localhost"), ("content-type", "application/json"), *message.headers]
    if message.signature is not None:
        headers.append(("stripe-signature", message.signature))
    for name, value in [*headers, ("content-length", str(len(message.body)))]:
        connection.putheader(name, value)
    connection.endheaders(message.body)
    answer = connection.getresponse()
    json.loads(answer.read() or b"{}")
    return answer.status, time.perf_counter() - began


def _tell(answers: list[tuple[bool, int, float]], seconds: float, *, wrong: int, repeated: float) -> None:
    times = [taken * 1000 for _, _, taken in answers]
    percentiles = quantiles(times, n=100)
    lost = sum(is_genuine and not 200 <= status < 300 for is_genuine, status, _ in answers)
    taken_in = sum(not is_genuine and not 400 <= status < 500 for is_genuine, status, _ in answers)
    print(f"{len(answers) / seconds:.0f} a second; each message came {1 + repeated:.1f} times")
    for is_met, what in (
        (lost == 0, f"genuine ones not taken: {lost}"),
        (taken_in == 0, f"forged ones taken: {taken_in}"),
        (wrong == 0, f"orders that are not as Stripe has them: {wrong}"),
        (
            percentiles[98] < TARGET_MS,
            f"p50 {percentiles[49]:.1f} ms, p99 {percentiles[98]:.1f} ms (< {TARGET_MS:.0f})",
        ),
    ):
        print(f"  {'met   ' if is_met else 'MISSED'} {what}")
