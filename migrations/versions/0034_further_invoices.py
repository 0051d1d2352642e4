"""An order has further invoices for what is added to it, and credit notes for what is not asked for any more."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.add_column(
        "invoice", sa.Column("order_then", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)
    )
    op.drop_index("invoice_of_order", table_name="invoice")
    op.drop_constraint("invoice_credits_a_refund", "invoice", type_="check")
    op.create_check_constraint("invoice_credits_a_refund", "invoice", "kind = 'credit_note' or refund_id is null")


def downgrade() -> None:
    """Raises where a further invoice or a credit note without a refund was issued: a numbered paper is not deleted."""
    op.drop_constraint("invoice_credits_a_refund", "invoice", type_="check")
    op.create_check_constraint(
        "invoice_credits_a_refund", "invoice", "(kind = 'credit_note') = (refund_id is not null)"
    )
    op.create_index(
        "invoice_of_order",
        "invoice",
        ["tenant_id", "order_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'invoice'"),
    )
    op.drop_column("invoice", "order_then")
