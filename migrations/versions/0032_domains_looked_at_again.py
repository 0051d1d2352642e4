"""When a domain's proof was last seen, and until when the shop is served there without it.

Of domains that were verified before, those are looked at again whose token the last look had found; what an operator
vouched for stays as it is.
"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None

PROVED = sa.text('verified_at is not null and proved_at is not null')


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.add_column('domain', sa.Column('proved_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('domain', sa.Column('lapses_at', sa.DateTime(timezone=True), nullable=True))
    op.execute(
        'update domain set proved_at = checked_at'
        ' where verified_at is not null and position(verification_token in seen) > 0'
    )
    op.create_index('domain_proved', 'domain', ['next_check_at'], postgresql_where=PROVED)


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_index('domain_proved', table_name='domain')
    op.drop_column('domain', 'lapses_at')
    op.drop_column('domain', 'proved_at')
