"""Passkeys of customers, and the challenges that they answer."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from tenants.isolation.policies import secure_table

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A migration waits for no lock that shoppers hold: it fails instead, and is run again.
    op.execute("set local lock_timeout = '4s'")
    op.create_table('customer_passkey',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=False),
    sa.Column('host', sqlmodel.sql.sqltypes.AutoString(length=253), nullable=False),
    sa.Column('credential_id', sqlmodel.sql.sqltypes.AutoString(length=1400), nullable=False),
    sa.Column('public_key', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('sign_count', sa.BigInteger(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id', 'customer_id'], ['customer.tenant_id', 'customer.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('customer_passkey_once', 'customer_passkey', ['tenant_id', 'host', 'credential_id'], unique=True)
    op.create_index('customer_passkey_of_customer', 'customer_passkey', ['tenant_id', 'customer_id'], unique=False)
    op.create_table('passkey_challenge',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=True),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'customer_id'], ['customer.tenant_id', 'customer.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('passkey_challenge_digest', 'passkey_challenge', ['tenant_id', 'digest'], unique=True)
    op.create_index('passkey_challenge_of_customer', 'passkey_challenge', ['tenant_id', 'customer_id'], unique=False)
    op.create_index('passkey_challenge_ending', 'passkey_challenge', ['tenant_id', 'expires_at'], unique=False)
    for table in ('customer_passkey', 'passkey_challenge'):
        for statement in secure_table(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_table('passkey_challenge')
    op.drop_table('customer_passkey')
