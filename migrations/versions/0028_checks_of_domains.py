"""When a claimed domain was looked up, what was seen, and when it is looked up again.

Only what shops' hosts are made of is told to processes that remember them: a look at a domain that waits is not.
"""

import sqlalchemy as sa
from alembic import op

from tenants.isolation.policies import notify_changes

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

OF_HOSTS = 'insert or update of host, is_primary, verified_at or delete'


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.add_column('domain', sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('domain', sa.Column('next_check_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('domain', sa.Column('seen', sa.String(length=500), nullable=True))
    op.create_index('domain_waiting', 'domain', ['next_check_at'], postgresql_where=sa.text('verified_at is null'))
    op.execute('drop trigger tenant_changed on domain')
    for statement in notify_changes('domain', when=OF_HOSTS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute('drop trigger tenant_changed on domain')
    for statement in notify_changes('domain'):
        op.execute(statement)
    op.drop_index('domain_waiting', table_name='domain')
    op.drop_column('domain', 'seen')
    op.drop_column('domain', 'next_check_at')
    op.drop_column('domain', 'checked_at')
