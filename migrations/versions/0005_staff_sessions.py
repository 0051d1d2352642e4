"""Browsers in which people are signed in, and links by which they choose a password."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from tenants.isolation.policies import PLATFORM

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table('person_session',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('token_sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('person_session_token', 'person_session', ['token_sha256'], unique=True)
    op.create_index('person_session_of_person', 'person_session', ['person_id'])
    op.create_table('password_link',
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('token_sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('person_id')
    )
    # People belong to no tenant: the serving role is given no right to these tables at all.
    for table in ('person_session', 'password_link'):
        op.execute(f'grant select, insert, update, delete on {table} to {PLATFORM}')


def downgrade() -> None:
    op.drop_table('password_link')
    op.drop_table('person_session')
