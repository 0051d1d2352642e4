"""A refund says the return that it is for, and the tax of those goods by rate."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

KEY = "order_refund_tenant_id_return_id_fkey"


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.add_column("order_refund", sa.Column("return_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "order_refund",
        sa.Column("taxes", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
    )
    op.create_foreign_key(
        KEY, "order_refund", "order_return", ["tenant_id", "return_id"], ["tenant_id", "id"], ondelete="CASCADE"
    )


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_constraint(KEY, "order_refund", type_="foreignkey")
    op.drop_column("order_refund", "taxes")
    op.drop_column("order_refund", "return_id")
