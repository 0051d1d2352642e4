"""The queue is behind the wall too: a tenant's transaction writes that tenant's jobs, and neither reads nor changes any."""

from alembic import op

from tenants.isolation.policies import PLATFORM, SERVING

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLES = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers")
# They write what became of a job; with their owner's rights, so that whoever writes a job needs none to its history.
HISTORIANS = (
    "procrastinate_trigger_function_status_events_insert_v1",
    "procrastinate_trigger_function_scheduled_events_v1",
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    # Row security would keep the details of a collision of keys from procrastinate, which reads the key from them.
    # A worker acts for the tenant that the arguments name, so nobody else's may be named. Keys are unique across
    # tenants: one under another's name would keep that tenant's job from being written, and tell that it waits.
    op.execute(f"""
        create function hold_job_to_tenant() returns trigger language plpgsql
        set search_path = pg_catalog, pg_temp as $$
        declare mine text := nullif(current_setting('app.tenant_id', true), '');
        begin
            if pg_has_role(current_user, '{PLATFORM}', 'member') then
                return new;
            end if;
            if mine is null or new.args ->> 'tenant_id' is distinct from mine
                or not coalesce(starts_with(new.queueing_lock, mine || '/'), true)
                or not coalesce(starts_with(new.lock, mine || '/'), true)
            then
                raise insufficient_privilege using message = 'a job is written for the bound tenant only';
            end if;
            return new;
        end $$
    """)
    op.execute(
        "create trigger hold_job_to_tenant before insert on procrastinate_jobs"
        " for each row execute function hold_job_to_tenant()"
    )
    for function in HISTORIANS:
        op.execute(f"alter function {function}() security definer set search_path = public, pg_temp")
    for table in TABLES:
        op.execute(f"revoke all on {table} from {SERVING}")
    # The id is for the version before, which asks for that of the job it wrote; to be revoked a release later.
    op.execute(f"grant insert, select (id) on procrastinate_jobs to {SERVING}")


def downgrade() -> None:
    op.execute("drop trigger hold_job_to_tenant on procrastinate_jobs")
    op.execute("drop function hold_job_to_tenant()")
    for function in HISTORIANS:
        op.execute(f"alter function {function}() security invoker reset search_path")
    for table in TABLES:
        op.execute(f"grant select, insert, update, delete on {table} to {SERVING}")
