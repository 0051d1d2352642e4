"""An order keeps the locale that its amounts and days were shown in; papers write them so. Before: its language's."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.add_column("sales_order", sa.Column("locale", sa.String(35), server_default="", nullable=False))


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_column("sales_order", "locale")
