"""Checkouts under way; and an order says which tax it left to be paid at delivery."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import secure_table

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

_SUM = 'goods_minor - discount_minor {relief}+ shipping_minor + tax_minor + duty_minor + handling_minor'
_AMOUNTS = (
    'total_minor, goods_minor, discount_minor, shipping_minor, tax_minor, duty_minor, handling_minor, '
    '{relief}included_tax_minor, due_at_delivery_minor'
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table('checkout',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('token', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('cart_id', sa.BigInteger(), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=True),
    sa.Column('market_handle', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('wishes', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('checkout_left', 'checkout', ['tenant_id', 'changed_at'], postgresql_where=sa.text('order_id is null'))
    op.create_index('checkout_of_cart', 'checkout', ['tenant_id', 'cart_id', 'id'])
    op.create_index('checkout_of_order', 'checkout', ['tenant_id', 'order_id'], unique=True, postgresql_where=sa.text('order_id is not null'))
    op.create_index('checkout_token', 'checkout', ['tenant_id', 'token'], unique=True)
    for statement in secure_table('checkout'):
        op.execute(statement)
    # The version before writes none, which is right: it knew of no relief.
    op.add_column('sales_order', sa.Column('relief_minor', sa.BigInteger(), nullable=False, server_default='0'))
    _check_amounts(relief='relief_minor')


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    _check_amounts(relief='')
    op.drop_column('sales_order', 'relief_minor')
    op.drop_table('checkout')


def _check_amounts(relief: str) -> None:
    for name in ('sales_order_adds_up', 'sales_order_is_not_negative'):
        op.drop_constraint(name, 'sales_order')
    total = _SUM.format(relief=f'- {relief} ' if relief else '')
    amounts = _AMOUNTS.format(relief=f'{relief}, ' if relief else '')
    op.create_check_constraint('sales_order_adds_up', 'sales_order', f'total_minor = {total}')
    op.create_check_constraint('sales_order_is_not_negative', 'sales_order', f'least({amounts}) >= 0')
