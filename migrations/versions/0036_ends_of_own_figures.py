"""A shop's own figures of tax and duty may end on a day."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

TABLES = ("tax_override", "own_tariff_rate")


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    for table in TABLES:
        op.add_column(table, sa.Column("valid_to", sa.Date(), nullable=True))
        op.create_check_constraint(f"{table}_ends_after_it_begins", table, "valid_to is null or valid_to >= valid_from")


def downgrade() -> None:
    """Forget figures that have ended, which would hold again. Raises where one is to end: it would hold for ever."""
    op.execute("set local lock_timeout = '4s'")
    for tenant_id in _tenants():
        for table in TABLES:
            _forget_ended(table, tenant_id)
    for table in TABLES:
        op.drop_constraint(f"{table}_ends_after_it_begins", table)
        op.drop_column(table, "valid_to")


def _forget_ended(table: str, tenant_id: int) -> None:
    today = "(now() at time zone 'UTC')::date"
    op.execute(f"delete from {table} where valid_to < {today}")
    ending = op.get_bind().execute(sa.text(f"select max(valid_to) from {table}")).scalar()
    if ending is not None:
        raise RuntimeError(
            f"{table}: a figure of tenant {tenant_id} is to end on {ending}, which the schema before can not say."
            " End it or take its end away, then downgrade again; nothing of this step was changed."
        )


def _tenants() -> Iterator[int]:
    """Each tenant in turn, bound: row security holds for the owner too."""
    found = op.get_bind().execute(sa.text("select id from tenant order by id")).scalars().all()
    for tenant_id in found:
        op.get_bind().execute(sa.text("select set_config('app.tenant_id', :id, true)"), {"id": str(tenant_id)})
        yield tenant_id
    op.get_bind().execute(sa.text("select set_config('app.tenant_id', '', true)"))
