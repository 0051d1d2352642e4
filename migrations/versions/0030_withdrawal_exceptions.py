"""Why buyers may not withdraw from a product, and from a line of an order."""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

KNOWN = "('', 'custom_made', 'perishable', 'unsealed_hygiene', 'mixed', 'unsealed_media', 'digital_begun')"


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    for table in ('product', 'order_line'):
        op.add_column(table, sa.Column('no_withdrawal', sa.String(20), server_default='', nullable=False))
    op.create_check_constraint('product_no_withdrawal_is_known', 'product', f'no_withdrawal in {KNOWN}',
        postgresql_not_valid=True)
    op.execute('alter table product validate constraint product_no_withdrawal_is_known')


def downgrade() -> None:
    op.drop_constraint('product_no_withdrawal_is_known', 'product')
    for table in ('product', 'order_line'):
        op.drop_column(table, 'no_withdrawal')
