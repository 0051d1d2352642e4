"""How often somebody may do something, counted once for all processes where `CACHE_URL` names a Valkey or Redis.

The rule is the generic cell rate algorithm: up to `most` at once, then one more with every `seconds / most` that pass.
It keeps a single moment for each key and has no window at whose edge twice as much would pass. A cache that does not
answer refuses nobody: each process counts by itself until it is back.
"""

import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import redis
import structlog
from redis.backoff import NoBackoff
from redis.retry import Retry

from tenants.kit.errors import StorefrontError
from tenants.kit.settings import Settings

# Somebody who comes from a million addresses drives no process out of memory.
CAPACITY = 100_000
# A slow cache costs a request this long, and then nobody for as long as it counts as away.
_ANSWER_SECONDS = 0.1
_AWAY_SECONDS = 5.0
_MICROSECONDS = 1_000_000
# The server's own clock, so that machines whose clocks differ agree. Lua prints large numbers with an exponent.
_COUNT = """
local time = redis.call('time')
local now = time[1] * 1000000 + time[2]
local step, span = tonumber(ARGV[1]), tonumber(ARGV[2])
local due = math.max(tonumber(redis.call('get', KEYS[1]) or '0'), now) + step
if due - now > span then return due - now - span end
redis.call('set', KEYS[1], string.format('%.0f', due), 'px', math.ceil((due - now) / 1000))
return 0
"""

log = structlog.get_logger(__name__)


class CacheUnavailable(StorefrontError):
    """The server of CACHE_URL does not answer."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Up to `most` at once, and `most` in each `seconds` after that. Limits of different names are counted apart."""

    name: str
    most: int
    seconds: float

    def __post_init__(self) -> None:
        assert self.most > 0, "a limit lets something pass"
        assert self.seconds > 0, "a limit needs a span of time"

    @property
    def step(self) -> int:
        """How much of the span one of them takes up, in microseconds."""
        return max(1, self.span // self.most)

    @property
    def span(self) -> int:
        return round(self.seconds * _MICROSECONDS)


class Limiter(Protocol):
    """Safe to use from many threads."""

    def seconds_to_wait(self, limit: Limit, *who: str) -> int:
        """0: it may go ahead, and was counted. Else whole seconds until it may; what is refused does not count."""
        ...

    def forget(self, limit: Limit, *who: str) -> None:
        """Begin anew for these, as after a sign-in that succeeded."""
        ...

    def check(self) -> None:
        """Raises CacheUnavailable."""
        ...

    def close(self) -> None: ...


def open_limiter(settings: Settings) -> Limiter:
    """Shared where `CACHE_URL` is set, else this process's own."""
    if settings.cache_url is None:
        return LocalLimiter()
    return SharedLimiter(settings.cache_url.get_secret_value())


class LocalLimiter:
    """Counts in this process."""

    def __init__(self, *, capacity: int = CAPACITY, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = capacity
        self._clock = clock
        self._due: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    def seconds_to_wait(self, limit: Limit, *who: str) -> int:
        key = _key(limit, who)
        with self._lock:
            now = round(self._clock() * _MICROSECONDS)
            due = max(self._due.get(key, 0), now) + limit.step
            if due - now > limit.span:
                return _whole_seconds(due - now - limit.span)
            self._due[key] = due
            self._due.move_to_end(key)
            if len(self._due) > self._capacity:
                self._due.popitem(last=False)
        return 0

    def forget(self, limit: Limit, *who: str) -> None:
        with self._lock:
            self._due.pop(_key(limit, who), None)

    def check(self) -> None:
        """Memory is always there."""

    def close(self) -> None:
        self._due.clear()


class SharedLimiter:
    """Counts on a server that all processes ask, and in this process while that is away."""

    def __init__(self, url: str) -> None:
        self._server = redis.Redis.from_url(
            url,
            socket_timeout=_ANSWER_SECONDS,
            socket_connect_timeout=_ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 1),  # a connection that was kept may have been closed by the other end
        )
        self._count = self._server.register_script(_COUNT)
        self._meanwhile = LocalLimiter()
        self._away_until = 0.0

    def seconds_to_wait(self, limit: Limit, *who: str) -> int:
        if time.monotonic() >= self._away_until:
            try:
                return _whole_seconds(int(self._count(keys=[_key(limit, who)], args=[limit.step, limit.span])))
            except redis.RedisError as error:
                self._leave_alone(error)
        return self._meanwhile.seconds_to_wait(limit, *who)

    def forget(self, limit: Limit, *who: str) -> None:
        self._meanwhile.forget(limit, *who)
        if time.monotonic() >= self._away_until:
            try:
                self._server.delete(_key(limit, who))
            except redis.RedisError as error:
                self._leave_alone(error)

    def check(self) -> None:
        try:
            self._server.ping()
        except redis.RedisError as error:
            raise CacheUnavailable(f"the cache does not answer: {type(error).__name__}") from None

    def close(self) -> None:
        self._server.close()
        self._meanwhile.close()

    def _leave_alone(self, error: redis.RedisError) -> None:
        self._away_until = time.monotonic() + _AWAY_SECONDS
        log.warning("cache.unavailable", reason=type(error).__name__)


def _key(limit: Limit, who: tuple[str, ...]) -> str:
    """Mail addresses and IP addresses are counted, not kept."""
    named = "\x1f".join((str(len(who)), *who)).encode()
    return f"limit:{limit.name}:{hashlib.blake2b(named, digest_size=16).hexdigest()}"


def _whole_seconds(microseconds: int) -> int:
    return math.ceil(microseconds / _MICROSECONDS)
