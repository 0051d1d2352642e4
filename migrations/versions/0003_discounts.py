"""Discounts and their uses."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import secure_table

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table('discount',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
    sa.Column('titles', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('is_enabled', sa.Boolean(), nullable=False),
    sa.Column('is_exclusive', sa.Boolean(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('percent_off', sa.Integer(), nullable=False),
    sa.Column('amounts_off', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('minimums', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('minimum_quantity', sa.Integer(), nullable=False),
    sa.Column('product_ids', postgresql.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('collection_ids', postgresql.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('market_ids', postgresql.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('customer_groups', postgresql.ARRAY(sa.String(length=40)), nullable=False),
    sa.Column('buy_quantity', sa.Integer(), nullable=False),
    sa.Column('gift_quantity', sa.Integer(), nullable=False),
    sa.Column('gift_product_ids', postgresql.ARRAY(sa.BigInteger()), nullable=False),
    sa.Column('use_limit', sa.Integer(), nullable=True),
    sa.Column('use_limit_per_customer', sa.Integer(), nullable=True),
    sa.Column('used', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind in ('percent', 'amount', 'shipping', 'gift')", name='discount_kind_is_known'),
    sa.CheckConstraint('percent_off between 0 and 100', name='discount_percent_is_possible'),
    sa.CheckConstraint('used >= 0 and (use_limit is null or used <= use_limit)', name='discount_limit_holds'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('discount_code', 'discount', ['tenant_id', 'code'], unique=True,
        postgresql_where=sa.text('code is not null'))
    op.create_table('discount_use',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('discount_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('order_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('customer_key', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'discount_id'], ['discount.tenant_id', 'discount.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'discount_id', 'order_id')
    )
    op.create_index('discount_use_by_order', 'discount_use', ['tenant_id', 'order_id'])
    op.create_index('discount_use_by_customer', 'discount_use', ['tenant_id', 'discount_id', 'customer_key'])
    for table in ('discount', 'discount_use'):
        for statement in secure_table(table):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table('discount_use')
    op.drop_table('discount')
