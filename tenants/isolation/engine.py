"""One engine per role, and the unit of work: one request or job is one transaction, committed here and nowhere else."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any  # a pool's records and a driver's connection have no types of their own

import psycopg
from sqlalchemy import ClauseElement, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlmodel import Session

from tenants.isolation.statements import trace_statements
from tenants.kit.errors import StorefrontError
from tenants.kit.settings import Settings
from tenants.kit.tracing import span

# A visitor is better told to come back in a moment than kept waiting; both add up to less than three seconds.
_CONNECT_SECONDS = 2
_POOL_WAIT_SECONDS = 2

# A connection that was used a moment ago is taken to live: to ask each time costs a round trip for every page.
_TRUSTED_SECONDS = 1.0
_TENANT_OPTION = "tenant_id"
_PLAN_OPTION = "keeps_plan"
_BIND = "select set_config('app.tenant_id', %s, true)"

# One plan for all tenants is a bad plan for most: made for a shop of thirty products and then kept, that of a
# collection's list took 1.2 s for a shop of eight thousand, which its own plan lists in 11 ms.
_OPTIONS = "-c timezone=UTC -c plan_cache_mode=force_custom_plan"

# Where rows are found by whole keys alone, every tenant's plan is the same, and to make it anew costs more than to run
# it. A transaction opened with `keeps_plan` keeps the plan of its first statement, which ends that by this column.
PLAN_ANEW = "set_config('plan_cache_mode', 'force_custom_plan', true)"
_KEEP_PLAN = ", set_config('plan_cache_mode', 'force_generic_plan', true)"


class DatabaseUnavailable(StorefrontError):
    """The database can not be reached, or every connection is taken. The visitor may try again shortly."""


class Database:
    """The way to every row: as one tenant through the serving role, or as the platform for the registry of tenants."""

    def __init__(self, settings: Settings) -> None:
        serving = settings.database_url.get_secret_value()
        platform = settings.acting_for_platform
        self._serving = _engine(serving, settings.database_pool_size)
        self._platform = _engine(platform.get_secret_value(), 4) if platform else None
        if settings.otel_exporter_otlp_endpoint is not None:
            for engine in filter(None, (self._serving, self._platform)):
                trace_statements(engine)

    @contextmanager
    def tenant(self, tenant_id: int, *, keeps_plan: bool = False) -> Iterator[Session]:
        """A transaction that can see and touch one tenant's rows only. Commits on a clean exit, else rolls back.

        With `keeps_plan`, its first statement finds rows by whole keys alone and has PLAN_ANEW among its columns;
        where it finds none, `plan_anew` is called.
        """
        with _transaction(self._serving, tenant_id, keeps_plan) as session:
            yield session

    @contextmanager
    def unbound(self) -> Iterator[Session]:
        """A transaction of the serving role with no tenant: it sees no tenant's row; for looking up hosts."""
        with _transaction(self._serving) as session:
            yield session

    @contextmanager
    def platform(self) -> Iterator[Session]:
        """A transaction of the platform role, which reads and writes the registry of tenants.

        To touch a tenant's own rows in it, call `bind_tenant` first: the row policies hold for this role too.
        """
        if self._platform is None:
            raise DatabaseUnavailable(
                "STOREFRONT_PLATFORM_DATABASE_URL is not set: this process may not act for the platform"
            )
        with _transaction(self._platform) as session:
            yield session

    def close(self) -> None:
        for engine in (self._serving, self._platform):
            if engine is not None:
                engine.dispose()


def bind_tenant(session: Session, tenant_id: int) -> None:
    """Make this transaction the tenant's. The setting ends with the transaction, so a pooled connection forgets it."""
    session.execute(text("select set_config('app.tenant_id', :tenant_id, true)"), {"tenant_id": str(tenant_id)})


def plan_anew(session: Session) -> None:
    """End the keeping of plans, after a first statement that found no row to do it by."""
    session.execute(text(f"select {PLAN_ANEW}"))


def rows_of_each(
    session: Session, tenant_ids: Iterable[int], question: ClauseElement
) -> dict[int, list[tuple[Any, ...]]]:
    """What a question without values finds of each tenant's own rows, all in one round trip.

    It is asked as one tenant after the other, so that the row policies answer as ever. For the platform role; the
    transaction is nobody's afterwards.
    """
    words, raw = str(question.compile(dialect=session.connection().dialect)).encode(), driver_connection(session)
    found = {}
    with raw.pipeline():
        for tenant_id in tenant_ids:
            raw.execute(_BIND, [str(tenant_id)])
            found[tenant_id] = raw.execute(words)
        raw.execute(_BIND, [""])
    return {tenant_id: rows.fetchall() for tenant_id, rows in found.items()}


def driver_connection(session: Session) -> psycopg.Connection[Any]:
    """What the session's transaction runs on, for what SQLAlchemy has no words for."""
    raw = session.connection().connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    return raw


def sqlalchemy_url(url: str) -> str:
    """The URL with the driver that SQLAlchemy needs to be told: psycopg 3."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def is_unreachable(error: DBAPIError) -> bool:
    """Whether the connection broke or was never had (no SQLSTATE), or the server starts, stops or has no room left."""
    state = getattr(error.orig, "sqlstate", None)
    never_connected = state is None and isinstance(error.orig, psycopg.OperationalError)
    return error.connection_invalidated or never_connected or str(state).startswith(("08", "57P", "53300"))


def _engine(url: str, pool_size: int) -> Engine:
    engine = create_engine(
        sqlalchemy_url(url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=_POOL_WAIT_SECONDS,
        isolation_level="AUTOCOMMIT",  # of the driver only: `_begin` opens each transaction, with its tenant
        hide_parameters=True,  # an error's text goes to the log, and a statement's values are people's data
        connect_args={"connect_timeout": _CONNECT_SECONDS, "options": _OPTIONS, "prepare_threshold": 3},
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _note_return)
    event.listen(engine, "checkout", _prove_alive)
    return engine


def _begin(connection: Connection) -> None:
    """BEGIN, and whose rows the transaction may touch, in one round trip. The setting ends with the transaction."""
    options = connection.get_execution_options()
    tenant_id, kept = options.get(_TENANT_OPTION), _KEEP_PLAN if options.get(_PLAN_OPTION) else ""
    bound = "" if tenant_id is None else f"; select set_config('app.tenant_id', '{int(tenant_id)}', true){kept}"
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    driver.execute(f"begin{bound}".encode(), prepare=False)


def _note_return(_connection: Any, record: Any) -> None:
    record.info["returned"] = time.monotonic()


def _prove_alive(connection: Any, record: Any, _proxy: Any) -> None:
    """Raises DisconnectionError, upon which the pool opens a new connection, where this one was cut while it rested."""
    returned = record.info.get("returned")
    if returned is None or time.monotonic() - returned < _TRUSTED_SECONDS:
        return
    try:
        connection.execute("", prepare=False)
    except psycopg.OperationalError as error:
        raise DisconnectionError(str(error)) from error


@contextmanager
def _transaction(engine: Engine, tenant_id: int | None = None, keeps_plan: bool = False) -> Iterator[Session]:
    with span("transaction", {}), Session(engine, expire_on_commit=False) as session:
        try:
            with session.begin():
                if tenant_id is not None:
                    session.connection(execution_options={_TENANT_OPTION: tenant_id, _PLAN_OPTION: keeps_plan})
                yield session
        except PoolExhausted as error:
            raise DatabaseUnavailable("every connection to the database is taken") from error
        except psycopg.OperationalError as error:  # in `_begin`, which is below SQLAlchemy's own errors
            raise DatabaseUnavailable("the database can not be reached") from error
        except DBAPIError as error:
            if is_unreachable(error):
                raise DatabaseUnavailable("the database can not be reached") from error
            raise
