"""Who answers for a product's safety; and no rows of law that nothing reads."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

UNREAD = "('prices_with_tax', 'unit_price', 'withdrawal_function')"


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.add_column(
        "product", sa.Column("safety", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)
    )
    op.execute(f"update selling_rule set withdrawn_at = now() where withdrawn_at is null and kind in {UNREAD}")


def downgrade() -> None:
    op.drop_column("product", "safety")
