"""Each shipping rate says who pays duties; what a market said of it was read by nothing."""

import sqlalchemy as sa
from alembic import op

from tenants.isolation.policies import secure_table

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_table("market_incoterm")


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table(
        "market_incoterm",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("market_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("incoterm", sa.String(length=3), nullable=False),
        sa.CheckConstraint("incoterm in ('DDP', 'DAP')", name="market_incoterm_is_known"),
        sa.ForeignKeyConstraint(["tenant_id", "market_id"], ["market.tenant_id", "market.id"], ondelete="cascade"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], ondelete="cascade"),
        sa.PrimaryKeyConstraint("tenant_id", "market_id"),
    )
    for statement in secure_table("market_incoterm"):
        op.execute(statement)
