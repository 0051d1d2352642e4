"""Prices of a market by variant: whoever looks for one price finds it, whichever index the planner takes.

Revision 0015, after 0014.
"""

from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A migration waits for no lock that shoppers hold: it fails instead, and is run again.
    op.execute("set local lock_timeout = '4s'")
    op.create_index('price_of_market', 'price', ['tenant_id', 'market_id', 'variant_id'], unique=False)
    op.drop_index('price_by_market', table_name='price')


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_index('price_by_market', 'price', ['tenant_id', 'market_id', 'amount_minor'], unique=False)
    op.drop_index('price_of_market', table_name='price')
