"""Markets of enquiries, products by market, net quantities, price rules, past prices, and rates of exchange.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from tenants.isolation.policies import PLATFORM, SERVING, secure_table

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

TENANT_TABLES = ('product_market', 'price_history', 'price_rule', 'own_rate')
RATE = sa.Numeric(precision=24, scale=12)


def upgrade() -> None:
    # A migration waits for no lock that shoppers hold: it fails instead, and is run again.
    op.execute("set local lock_timeout = '4s'")
    _widen_markets_and_catalogue()
    _widen_prices()
    op.create_table('product_market',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('product_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('market_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'market_id'], ['market.tenant_id', 'market.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'product_id'], ['product.tenant_id', 'product.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'product_id', 'market_id')
    )
    op.create_table('price_history',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('variant_id', sa.BigInteger(), nullable=False),
    sa.Column('market_id', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('amount_minor > 0', name='price_history_is_positive'),
    sa.CheckConstraint('until_at >= from_at', name='price_history_goes_forward'),
    sa.ForeignKeyConstraint(['tenant_id', 'market_id'], ['market.tenant_id', 'market.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'variant_id'], ['variant.tenant_id', 'variant.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('price_history_that_holds', 'price_history', ['tenant_id', 'market_id', 'variant_id'], unique=True, postgresql_where=sa.text('until_at is null'))
    op.create_index('price_history_of_variant', 'price_history', ['tenant_id', 'market_id', 'variant_id', 'from_at'], unique=False)
    op.create_table('price_rule',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('market_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('margin_hundredths', sa.Integer(), nullable=False),
    sa.Column('increment_minor', sa.BigInteger(), nullable=False),
    sa.Column('offset_minor', sa.BigInteger(), nullable=False),
    sa.Column('rounding_mode', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.CheckConstraint("origin in ('fixed', 'converted')", name='price_rule_origin_is_known'),
    sa.CheckConstraint("rounding_mode in ('nearest', 'up', 'down')", name='price_rule_rounding_is_known'),
    sa.CheckConstraint('increment_minor > 0', name='price_rule_increment_is_positive'),
    sa.CheckConstraint('abs(offset_minor) < increment_minor', name='price_rule_offset_is_less_than_an_increment'),
    sa.CheckConstraint('margin_hundredths > -10000', name='price_rule_margin_leaves_something'),
    sa.ForeignKeyConstraint(['tenant_id', 'market_id'], ['market.tenant_id', 'market.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'market_id')
    )
    op.create_table('own_rate',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('base_currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('rate', RATE, nullable=False),
    sa.Column('set_on', sa.Date(), nullable=False),
    sa.CheckConstraint('rate > 0', name='own_rate_is_positive'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'base_currency', 'currency')
    )
    op.create_table('reference_rate',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('rate', RATE, nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('rate > 0', name='reference_rate_is_positive'),
    sa.PrimaryKeyConstraint('day', 'currency')
    )
    for table in TENANT_TABLES:
        for statement in secure_table(table):
            op.execute(statement)
    # Rates belong to no shop. Every shop reads them; the platform alone writes them.
    op.execute(f'grant select on reference_rate to {SERVING}')
    op.execute(f'grant select, insert, update, delete on reference_rate to {PLATFORM}')


def _widen_markets_and_catalogue() -> None:
    op.add_column('market', sa.Column('mode', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False, server_default='sale'))
    op.add_column('market', sa.Column('duties', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False, server_default='dap'))
    op.create_check_constraint('market_mode_is_known', 'market', "mode in ('sale', 'enquiry')")
    op.create_check_constraint('market_duties_are_known', 'market', "duties in ('ddp', 'dap')")
    op.add_column('product', sa.Column('market_scope', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False, server_default='all'))
    op.create_check_constraint('product_market_scope_is_known', 'product', "market_scope in ('all', 'only', 'except')")
    op.add_column('variant', sa.Column('net_quantity', sa.Integer(), nullable=True))
    op.add_column('variant', sa.Column('net_unit', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=True))
    op.create_check_constraint('variant_net_quantity_has_a_unit', 'variant', "net_quantity is null and net_unit is null or net_quantity > 0 and net_unit in ('g', 'ml', 'mm', 'piece')")
    for column in ('currency', 'amount_minor', 'highest_minor'):
        op.alter_column('product_offer', column, nullable=True)
    op.add_column('product_offer', sa.Column('lowest_minor', sa.BigInteger(), nullable=True))
    op.add_column('product_offer', sa.Column('net_quantity', sa.Integer(), nullable=True))
    op.add_column('product_offer', sa.Column('net_unit', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=True))


def _widen_prices() -> None:
    op.add_column('price', sa.Column('lowest_minor', sa.BigInteger(), nullable=True))
    op.add_column('price', sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False, server_default='fixed'))
    op.add_column('price', sa.Column('base_minor', sa.BigInteger(), nullable=True))
    op.add_column('price', sa.Column('base_compare_minor', sa.BigInteger(), nullable=True))
    op.add_column('price', sa.Column('rate', RATE, nullable=True))
    op.add_column('price', sa.Column('rate_source', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True))
    op.add_column('price', sa.Column('rate_on', sa.Date(), nullable=True))
    op.create_check_constraint('price_origin_is_told', 'price', "origin = 'fixed' and num_nonnulls(base_minor, rate, rate_source, rate_on) = 0 or origin = 'converted' and num_nonnulls(base_minor, rate, rate_source, rate_on) = 4")


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_table('reference_rate')
    op.drop_table('own_rate')
    op.drop_table('price_rule')
    op.drop_index('price_history_of_variant', table_name='price_history')
    op.drop_index('price_history_that_holds', table_name='price_history', postgresql_where=sa.text('until_at is null'))
    op.drop_table('price_history')
    op.drop_table('product_market')
    op.drop_constraint('price_origin_is_told', 'price')
    for column in ('rate_on', 'rate_source', 'rate', 'base_compare_minor', 'base_minor', 'origin', 'lowest_minor'):
        op.drop_column('price', column)
    for column in ('net_unit', 'net_quantity', 'lowest_minor'):
        op.drop_column('product_offer', column)
    # Lists are made from other tables, so rows that the version before could not read are not missed.
    op.execute('delete from product_offer where amount_minor is null')
    for column in ('highest_minor', 'amount_minor', 'currency'):
        op.alter_column('product_offer', column, nullable=False)
    op.drop_constraint('variant_net_quantity_has_a_unit', 'variant')
    op.drop_column('variant', 'net_unit')
    op.drop_column('variant', 'net_quantity')
    op.drop_constraint('product_market_scope_is_known', 'product')
    op.drop_column('product', 'market_scope')
    op.drop_constraint('market_duties_are_known', 'market')
    op.drop_constraint('market_mode_is_known', 'market')
    op.drop_column('market', 'duties')
    op.drop_column('market', 'mode')
