"""Carts.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import secure_table

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A migration waits for no lock that shoppers hold: it fails instead, and is run again.
    op.execute("set local lock_timeout = '4s'")
    op.create_table('cart',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('token_digest', sa.String(length=64), nullable=False),
    sa.Column('share_token', sa.String(length=32), nullable=False),
    sa.Column('market_id', sa.BigInteger(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=True),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('is_gift', sa.Boolean(), nullable=False),
    sa.Column('gift_message', sa.String(length=300), nullable=False),
    sa.Column('discount_codes', postgresql.ARRAY(sa.String(length=40)), server_default='{}', nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('cardinality(discount_codes) <= 10', name='cart_has_few_codes'),
    sa.ForeignKeyConstraint(['tenant_id', 'market_id'], ['market.tenant_id', 'market.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('cart_token', 'cart', ['tenant_id', 'token_digest'], unique=True)
    op.create_index('cart_shared', 'cart', ['tenant_id', 'share_token'], unique=True)
    op.create_index('cart_of_customer', 'cart', ['tenant_id', 'customer_id'], unique=False, postgresql_where=sa.text('customer_id is not null'))
    op.create_index('cart_touched', 'cart', ['tenant_id', 'touched_at'], unique=False)
    op.create_table('cart_line',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('cart_id', sa.BigInteger(), nullable=False),
    sa.Column('variant_id', sa.BigInteger(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('market_id', sa.BigInteger(), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('unit_minor', sa.BigInteger(), nullable=True),
    sa.Column('priced_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('quantity between 1 and 999', name='cart_line_quantity_is_sensible'),
    sa.CheckConstraint('unit_minor > 0', name='cart_line_price_is_positive'),
    sa.ForeignKeyConstraint(['tenant_id', 'cart_id'], ['cart.tenant_id', 'cart.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'market_id'], ['market.tenant_id', 'market.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'variant_id'], ['variant.tenant_id', 'variant.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('cart_line_once', 'cart_line', ['tenant_id', 'cart_id', 'variant_id'], unique=True)
    op.create_index('cart_line_of_variant', 'cart_line', ['tenant_id', 'variant_id'], unique=False)
    for table in ('cart', 'cart_line'):
        for statement in secure_table(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_table('cart_line')
    op.drop_table('cart')
