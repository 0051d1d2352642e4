"""The queue is behind the wall too: a tenant's transaction writes that tenant's jobs, and changes none that is written.

The first of two steps, since the worker of the release before works as the serving role and has to go on doing so on
this schema. What only that worker needs is taken away by the next release:

    revoke all on procrastinate_events, procrastinate_periodic_defers, procrastinate_workers from storefront_serving;
    revoke all on procrastinate_jobs from storefront_serving;
    grant insert, select (id) on procrastinate_jobs to storefront_serving;  -- the id for this release's way back
    drop function leave_jobs_to_workers() cascade;

and `hold_job_to_tenant` then refuses whoever has no tenant bound.
"""

from alembic import op

from tenants.isolation.policies import PLATFORM, SERVING

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

# What becomes of a job. Whose it is, what it does and to what are written once.
STATE = "status, attempts, scheduled_at, worker_id, abort_requested, priority, queue_name, lock"
# They write what became of a job; with their owner's rights, so that whoever writes a job needs none to its history.
HISTORIANS = (
    "procrastinate_trigger_function_status_events_insert_v1",
    "procrastinate_trigger_function_scheduled_events_v1",
)
# What a tenant's transaction may not do, by table. Whoever removes a worker lets go of all jobs that it runs: its key
# leads on as the tables' owner, who is not asked.
LEFT_TO_WORKERS = {
    "procrastinate_jobs": "update or delete",
    "procrastinate_events": "insert",
    "procrastinate_workers": "insert or update or delete",
    "procrastinate_periodic_defers": "insert or update or delete",
}


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    # Row security would keep the details of a collision of keys from procrastinate, which reads the key from them.
    _hold_what_is_written()
    _hold_what_waits()
    for function in HISTORIANS:
        op.execute(f"alter function {function}() security definer set search_path = public, pg_temp")
    op.execute(f"revoke update on procrastinate_jobs from {SERVING}")
    op.execute(f"grant update ({STATE}) on procrastinate_jobs to {SERVING}")
    op.execute(f"revoke update, delete on procrastinate_events from {SERVING}")


def _hold_what_is_written() -> None:
    # A worker acts for the tenant that the arguments name, so nobody else's may be named. Keys are unique across
    # tenants: one under another's name would keep that tenant's job from being written, and tell that it waits.
    # Without a tenant only the clock's jobs are written, which name none: by the worker of the release before.
    op.execute(f"""
        create function hold_job_to_tenant() returns trigger language plpgsql
        set search_path = pg_catalog, pg_temp as $$
        declare mine text := nullif(current_setting('app.tenant_id', true), '');
        begin
            if pg_has_role(current_user, '{PLATFORM}', 'member') then
                return new;
            end if;
            if mine is null then
                if jsonb_exists(new.args, 'tenant_id') or new.lock is not null
                    or new.queueing_lock is distinct from new.task_name
                then
                    raise insufficient_privilege using message = 'without a tenant no job of one is written';
                end if;
            elsif new.args ->> 'tenant_id' is distinct from mine
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


def _hold_what_waits() -> None:
    # No worker ever binds a tenant on the connections that it takes jobs by, and whoever has bound one is no worker.
    op.execute(f"""
        create function leave_jobs_to_workers() returns trigger language plpgsql
        set search_path = pg_catalog, pg_temp as $$
        begin
            if nullif(current_setting('app.tenant_id', true), '') is not null
                and not pg_has_role(current_user, '{PLATFORM}', 'member')
            then
                raise insufficient_privilege using message = 'what becomes of a job is a worker''s to say';
            end if;
            return null;
        end $$
    """)
    for table, verbs in LEFT_TO_WORKERS.items():
        op.execute(
            f"create trigger leave_jobs_to_workers before {verbs} on {table}"
            " for each statement execute function leave_jobs_to_workers()"
        )


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    for function in ("leave_jobs_to_workers", "hold_job_to_tenant"):
        op.execute(f"drop function {function}() cascade")
    for function in HISTORIANS:
        op.execute(f"alter function {function}() security invoker reset search_path")
    op.execute(f"revoke update ({STATE}) on procrastinate_jobs from {SERVING}")
    op.execute(f"grant update on procrastinate_jobs to {SERVING}")
    op.execute(f"grant update, delete on procrastinate_events to {SERVING}")
