"""What a paid order still asks for since it was amended."""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.add_column('sales_order', sa.Column('due_minor', sa.BigInteger(), server_default='0', nullable=False))
    # A new column of zeros keeps it: nothing has to be read.
    op.create_check_constraint('sales_order_due_is_not_negative', 'sales_order', 'due_minor >= 0',
        postgresql_not_valid=True)
    op.execute('alter table sales_order validate constraint sales_order_due_is_not_negative')


def downgrade() -> None:
    op.drop_constraint('sales_order_due_is_not_negative', 'sales_order')
    op.drop_column('sales_order', 'due_minor')
