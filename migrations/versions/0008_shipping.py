"""Deliveries: zones, rates, pick-up points, what is not sent where, and where parcels leave from."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import secure_table

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

_TABLES = ('dispatch', 'shipping_zone', 'shipping_rate', 'pickup_point', 'shipping_restriction')


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    _create_places()
    _create_rates()
    for table in _TABLES:
        for statement in secure_table(table):
            op.execute(statement)


def downgrade() -> None:
    for table in ('shipping_rate', 'shipping_zone', 'shipping_restriction', 'pickup_point', 'dispatch'):
        op.drop_table(table)


def _create_places() -> None:
    op.create_table('dispatch',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('weekdays', postgresql.ARRAY(sa.SmallInteger()), nullable=False),
    sa.Column('days_min', sa.Integer(), nullable=False),
    sa.Column('days_max', sa.Integer(), nullable=False),
    sa.Column('cutoff_minute', sa.Integer(), nullable=False),
    sa.Column('time_zone', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.CheckConstraint('cutoff_minute between 0 and 1440', name='dispatch_cutoff_is_in_the_day'),
    sa.CheckConstraint('days_min between 0 and days_max', name='dispatch_days_are_in_order'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id')
    )
    op.create_table('pickup_point',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('names', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('instructions', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('address', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('days_min', sa.Integer(), nullable=False),
    sa.Column('days_max', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('is_enabled', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_table('shipping_restriction',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('restricted_by', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('countries', postgresql.ARRAY(sa.String(length=2)), nullable=False),
    sa.Column('is_everywhere_but', sa.Boolean(), nullable=False),
    sa.CheckConstraint("restricted_by in ('tag', 'product_type', 'hs_prefix')",
        name='shipping_restriction_trait_is_known'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )


def _create_rates() -> None:
    op.create_table('shipping_zone',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('countries', postgresql.ARRAY(sa.String(length=2)), nullable=False),
    sa.Column('regions', postgresql.ARRAY(sa.String(length=83)), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_table('shipping_rate',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('zone_id', sa.BigInteger(), nullable=False),
    sa.Column('market_id', sa.BigInteger(), nullable=False),
    sa.Column('names', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('carrier', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('duties', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('priced_by', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('included_grams', sa.Integer(), nullable=False),
    sa.Column('step_grams', sa.Integer(), nullable=False),
    sa.Column('step_minor', sa.BigInteger(), nullable=False),
    sa.Column('bands', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('free_over_minor', sa.BigInteger(), nullable=True),
    sa.Column('max_weight_grams', sa.Integer(), nullable=True),
    sa.Column('max_items', sa.Integer(), nullable=True),
    sa.Column('only_tags', postgresql.ARRAY(sa.String(length=100)), nullable=False),
    sa.Column('except_tags', postgresql.ARRAY(sa.String(length=100)), nullable=False),
    sa.Column('transit_min', sa.Integer(), nullable=True),
    sa.Column('transit_max', sa.Integer(), nullable=True),
    sa.Column('is_working_days', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('is_enabled', sa.Boolean(), nullable=False),
    sa.CheckConstraint("duties in ('ddp', 'dap')", name='shipping_rate_duties_are_known'),
    sa.CheckConstraint("priced_by in ('flat', 'weight', 'value', 'count', 'steps')",
        name='shipping_rate_way_of_pricing_is_known'),
    sa.CheckConstraint('amount_minor >= 0 and step_minor >= 0 and free_over_minor >= 0',
        name='shipping_rate_is_not_negative'),
    sa.ForeignKeyConstraint(['tenant_id', 'market_id'], ['market.tenant_id', 'market.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'zone_id'], ['shipping_zone.tenant_id', 'shipping_zone.id'],
        ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('shipping_rate_by_market', 'shipping_rate', ['tenant_id', 'market_id', 'zone_id'])
