"""A market may have one of the shop's domains to itself.

Revision 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.add_column('market', sa.Column('host', sa.String(length=253), nullable=True))
    op.create_check_constraint('market_primary_has_the_shops_host', 'market', 'host is null or not is_primary')
    op.create_index('market_own_host', 'market', ['tenant_id', 'host'], unique=True)
    op.create_foreign_key(
        'market_host_is_the_shops', 'market', 'domain', ['tenant_id', 'host'], ['tenant_id', 'host'],
        ondelete='set null (host)',
    )


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_constraint('market_host_is_the_shops', 'market', type_='foreignkey')
    op.drop_index('market_own_host', table_name='market')
    op.drop_constraint('market_primary_has_the_shops_host', 'market', type_='check')
    op.drop_column('market', 'host')
