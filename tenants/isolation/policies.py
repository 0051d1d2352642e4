"""The statements that put a table behind the wall. A migration that creates a tenant table calls `secure_table`."""

from collections.abc import Sequence

OWNER = "storefront_owner"
SERVING = "storefront_serving"
PLATFORM = "storefront_platform"

# After a transaction that set it, the setting reads as '' and not as NULL; without nullif the cast would raise.
CURRENT_TENANT = "nullif(current_setting('app.tenant_id', true), '')::bigint"


def secure_table(
    table: str, tenant_column: str = "tenant_id", verbs: str = "select, insert, update, delete"
) -> Sequence[str]:
    """Statements that force row security on a tenant's table and let the serving and platform roles use it."""
    mine = f"{tenant_column} = {CURRENT_TENANT}"
    return [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy tenant_isolation on {table} using ({mine}) with check ({mine})",
        f"grant {verbs} on {table} to {SERVING}",
        f"grant select, insert, update, delete on {table} to {PLATFORM}",
    ]


def open_to_platform(table: str) -> Sequence[str]:
    """Let the platform role see every tenant's rows of a registry table. Never for a table with a shop's own data."""
    return [f"create policy platform_registry on {table} to {PLATFORM} using (true) with check (true)"]


def notify_changes(
    table: str, tenant_column: str = "tenant_id", when: str = "insert or update or delete"
) -> Sequence[str]:
    """Tell every process when a row of a table that processes keep in memory changes (see `changes`)."""
    return [
        f"create trigger tenant_changed after {when} on {table} "
        f"for each row execute function notify_tenant_changed('{tenant_column}')"
    ]


def create_roles() -> Sequence[str]:
    """Statements for the server's administrator, once per server: the three roles, without passwords. Repeatable."""
    statements = [
        f"do $$ begin create role {role} login nosuperuser nobypassrls nocreatedb nocreaterole;"
        f" exception when duplicate_object then null; end $$"
        for role in (OWNER, SERVING, PLATFORM)
    ]
    # The owner answers for functions that look across the registry, so it needs the platform's view of it.
    return [*statements, f"grant {PLATFORM} to {OWNER}"]
