"""A shop's own figures of tax and duty may end on a day."""

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
    op.execute("set local lock_timeout = '4s'")
    for table in TABLES:
        op.drop_constraint(f"{table}_ends_after_it_begins", table)
        op.drop_column(table, "valid_to")
