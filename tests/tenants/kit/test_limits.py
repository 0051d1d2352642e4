"""Limits: exactly so many at once, one more as time passes, the same for all processes, and never a reason to fail."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from tenants.kit import limits
from tenants.kit.limits import CacheUnavailable, Limit, Limiter, LocalLimiter, SharedLimiter, open_limiter
from tenants.kit.settings import Settings
from tests.cache_server import CacheServer
from tests.storefront.cli.commands import free_port

SIGN_IN = Limit("sign-in", most=5, seconds=900)
_numbers = itertools.count()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CacheServer]:
    server = CacheServer(tmp_path_factory.mktemp("cache"), free_port())
    yield server.start()
    server.stop()


@pytest.fixture(params=["local", "shared"])
def limiter(request: pytest.FixtureRequest) -> Iterator[Limiter]:
    if request.param == "local":
        limiter: Limiter = LocalLimiter()
    else:
        server: CacheServer = request.getfixturevalue("cache")
        limiter = SharedLimiter(server.url)
    yield limiter
    limiter.close()


@pytest.fixture
def who() -> str:
    """Somebody whom no other test has counted."""
    return f"visitor-{next(_numbers)}"


def passed(limiter: Limiter, limit: Limit, who: str, tries: int) -> int:
    return sum(limiter.seconds_to_wait(limit, who) == 0 for _ in range(tries))


def test_exactly_so_many_at_once_and_then_the_time_to_wait(limiter: Limiter, who: str) -> None:
    assert passed(limiter, SIGN_IN, who, 5) == 5
    assert 170 <= limiter.seconds_to_wait(SIGN_IN, who) <= 180


def test_what_is_refused_does_not_make_the_wait_longer(limiter: Limiter, who: str) -> None:
    assert passed(limiter, SIGN_IN, who, 50) == 5
    assert limiter.seconds_to_wait(SIGN_IN, who) <= 180


def test_others_and_other_limits_are_counted_apart(limiter: Limiter, who: str) -> None:
    assert passed(limiter, SIGN_IN, who, 9) == 5
    assert passed(limiter, SIGN_IN, f"{who}-other", 9) == 5
    assert passed(limiter, Limit("reset", most=2, seconds=60), who, 9) == 2
    assert limiter.seconds_to_wait(SIGN_IN, who, "shop") == 0
    assert limiter.seconds_to_wait(SIGN_IN, f"{who}\x1fshop") == 0


def test_after_a_success_it_begins_anew(limiter: Limiter, who: str) -> None:
    assert passed(limiter, SIGN_IN, who, 9) == 5
    limiter.forget(SIGN_IN, who)
    assert passed(limiter, SIGN_IN, who, 9) == 5


def test_fifty_threads_at_once_get_no_more_than_the_limit(limiter: Limiter, who: str) -> None:
    with ThreadPoolExecutor(50) as pool:
        waits = list(pool.map(lambda _: limiter.seconds_to_wait(SIGN_IN, who), range(50)))
    assert waits.count(0) == 5


@given(steps=st.lists(st.floats(0, 400), min_size=1, max_size=60), most=st.integers(1, 9))
def test_never_more_than_the_limit_and_what_the_time_allows(steps: list[float], most: int) -> None:
    moment = 1_000.0
    limiter = LocalLimiter(clock=lambda: moment)
    limit = Limit("any", most, seconds=100)
    granted: list[float] = []
    for step in steps:
        moment += step
        wait = limiter.seconds_to_wait(limit, "a")
        if wait == 0:
            granted.append(moment)
        else:
            before, moment = moment, moment + wait
            assert limiter.seconds_to_wait(limit, "a") == 0, "whoever waits as long as told may go ahead"
            granted.append(moment)
            assert 0 < wait <= 100 / most + 1, before
    for first, begin in enumerate(granted):
        within = [each for each in granted[first:] if each < begin + 100]
        assert len(within) <= 2 * most - 1, "a full load at once, and as many again while its time passes"


def test_time_that_passes_on_the_server_lets_one_more_through(cache: CacheServer, who: str) -> None:
    limiter = SharedLimiter(cache.url)
    assert passed(limiter, SIGN_IN, who, 9) == 5
    with redis.Redis.from_url(cache.url, decode_responses=True) as client:
        key = limits._key(SIGN_IN, (who,))
        # As if three minutes had passed.
        client.set(key, int(str(client.get(key))) - 180_000_000, keepttl=True)
    assert passed(limiter, SIGN_IN, who, 9) == 1
    limiter.close()


def test_the_server_keeps_no_name_and_nothing_for_longer_than_it_counts(cache: CacheServer) -> None:
    limiter = SharedLimiter(cache.url)
    limiter.seconds_to_wait(SIGN_IN, "somebody@example.com")
    with redis.Redis.from_url(cache.url, decode_responses=True) as client:
        keys = list(client.scan_iter("limit:sign-in:*"))
        assert keys
        assert not any("somebody" in key for key in keys)
        assert all(0 < client.ttl(key) <= 900 for key in keys)
    limiter.close()


def test_two_processes_share_one_count(cache: CacheServer, who: str) -> None:
    one, other = SharedLimiter(cache.url), SharedLimiter(cache.url)
    assert passed(one, SIGN_IN, who, 3) == 3
    assert passed(other, SIGN_IN, who, 9) == 2
    one.close()
    other.close()


def test_without_the_server_each_counts_by_itself_until_it_is_back(
    tmp_path: Path, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = CacheServer(tmp_path, free_port()).start()
    limiter = SharedLimiter(server.url)
    try:
        assert passed(limiter, SIGN_IN, who, 3) == 3
        server.stop()
        assert passed(limiter, SIGN_IN, who, 9) == 5, "from the beginning, and no more than that"
        limiter.forget(SIGN_IN, who)
        assert passed(limiter, SIGN_IN, who, 1) == 1
        with pytest.raises(CacheUnavailable):
            limiter.check()
        server.start()
        monkeypatch.setattr(limiter, "_away_until", 0.0)  # as if the pause were over
        limiter.check()
        assert passed(limiter, SIGN_IN, who, 9) == 5, "the restarted server remembers nothing"
    finally:
        limiter.close()
        server.stop()


def test_a_server_that_is_away_is_left_alone_for_a_while(who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    limiter = SharedLimiter(f"redis://127.0.0.1:{free_port()}/0")
    asked: list[object] = []
    monkeypatch.setattr(limiter, "_count", _Refusing(asked))
    assert passed(limiter, SIGN_IN, who, 4) == 4
    assert len(asked) == 1
    limiter.close()


class _Refusing:
    def __init__(self, asked: list[object]) -> None:
        self._asked = asked

    def __call__(self, **arguments: object) -> int:
        self._asked.append(arguments)
        raise redis.ConnectionError


def test_a_million_strangers_drive_no_process_out_of_memory() -> None:
    limiter = LocalLimiter(capacity=3)
    for stranger in range(10):
        limiter.seconds_to_wait(SIGN_IN, str(stranger))
    assert len(limiter._due) == 3


def test_the_setting_decides(settings: Settings, cache: CacheServer) -> None:
    assert isinstance(open_limiter(settings), LocalLimiter)
    shared = open_limiter(settings.model_copy(update={"cache_url": SecretStr(cache.url)}))
    assert isinstance(shared, SharedLimiter)
    shared.close()


@pytest.mark.parametrize(("most", "seconds"), [(0, 60), (-1, 60), (5, 0)])
def test_a_limit_that_means_nothing_is_no_limit(most: int, seconds: float) -> None:
    with pytest.raises(AssertionError):
        Limit("bad", most, seconds)
