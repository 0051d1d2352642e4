"""The addresses that a shop's papers name: its seat, and where goods are sent back to."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import secure_table

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table(
        "seller_address",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
        sa.Column("address", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("kind in ('seat', 'returns')", name="seller_address_kind_is_known"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], ondelete="cascade"),
        sa.PrimaryKeyConstraint("tenant_id", "kind"),
    )
    for statement in secure_table("seller_address"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_table("seller_address")
