"""Stock lies at locations, is promised to orders, and may be sold before it is there.

Revision 0010, after 0009.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from tenants.isolation.policies import secure_table

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A migration waits for no lock that shoppers hold: it fails instead, and is run again.
    op.execute("set local lock_timeout = '4s'")
    op.create_table('stock_location',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_table('back_order_policy',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('variant_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('ships_within_days', sa.Integer(), nullable=True),
    sa.CheckConstraint('ships_within_days between 1 and 365', name='back_order_ships_within_a_year'),
    sa.ForeignKeyConstraint(['tenant_id', 'variant_id'], ['variant.tenant_id', 'variant.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'variant_id')
    )
    op.create_table('stock_reservation',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=False),
    sa.Column('variant_id', sa.BigInteger(), nullable=False),
    sa.Column('location_id', sa.BigInteger(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('returned', sa.Integer(), nullable=False),
    sa.Column('is_back_order', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('quantity > 0', name='stock_reservation_is_of_something'),
    sa.CheckConstraint('returned >= 0 and returned <= quantity', name='stock_reservation_returns_what_it_took'),
    sa.CheckConstraint("state in ('held', 'claimed', 'expired', 'released')", name='stock_reservation_state_is_known'),
    sa.ForeignKeyConstraint(['tenant_id', 'location_id'], ['stock_location.tenant_id', 'stock_location.id']),
    sa.ForeignKeyConstraint(['tenant_id', 'variant_id'], ['variant.tenant_id', 'variant.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('stock_reservation_of_order', 'stock_reservation', ['tenant_id', 'order_id'], unique=False)
    op.create_index('stock_reservation_expiring', 'stock_reservation', ['tenant_id', 'expires_at'], unique=False, postgresql_where=sa.text("state = 'held'"))
    op.create_index('stock_reservation_waiting', 'stock_reservation', ['tenant_id', 'variant_id'], unique=False, postgresql_where=sa.text("is_back_order and state = 'claimed'"))
    for table in ('stock_location', 'back_order_policy', 'stock_reservation'):
        for statement in secure_table(table):
            op.execute(statement)
    op.add_column('stock_level', sa.Column('location_id', sa.BigInteger(), nullable=True))
    op.add_column('stock_level', sa.Column('reserved', sa.Integer(), server_default='0', nullable=False))
    op.add_column('stock_level', sa.Column('back_ordered', sa.Integer(), server_default='0', nullable=False))
    _give_each_tenant_a_location()
    op.alter_column('stock_level', 'location_id', nullable=False)
    op.drop_constraint('stock_level_pkey', 'stock_level')
    op.create_primary_key('stock_level_pkey', 'stock_level', ['tenant_id', 'variant_id', 'location_id'])
    op.create_foreign_key('stock_level_tenant_id_location_id_fkey', 'stock_level', 'stock_location', ['tenant_id', 'location_id'], ['tenant_id', 'id'])
    op.create_index('stock_level_by_location', 'stock_level', ['tenant_id', 'location_id'], unique=False)
    op.create_check_constraint('stock_level_promises_what_is_there', 'stock_level', 'reserved >= 0 and reserved <= on_hand')
    op.create_check_constraint('stock_level_back_ordered_is_not_negative', 'stock_level', 'back_ordered >= 0')


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_constraint('stock_level_back_ordered_is_not_negative', 'stock_level')
    op.drop_constraint('stock_level_promises_what_is_there', 'stock_level')
    op.drop_index('stock_level_by_location', table_name='stock_level')
    op.drop_constraint('stock_level_tenant_id_location_id_fkey', 'stock_level')
    op.drop_constraint('stock_level_pkey', 'stock_level')
    _gather_each_tenants_stock()
    op.create_primary_key('stock_level_pkey', 'stock_level', ['tenant_id', 'variant_id'])
    op.drop_column('stock_level', 'back_ordered')
    op.drop_column('stock_level', 'reserved')
    op.drop_column('stock_level', 'location_id')
    op.drop_table('stock_reservation')
    op.drop_table('back_order_policy')
    op.drop_table('stock_location')


def _give_each_tenant_a_location() -> None:
    # Row security holds for the owner too, so data is moved tenant by tenant.
    for tenant_id in _tenants():
        op.execute(f"""
            with made as (
                insert into stock_location (tenant_id, name, position) values ({tenant_id}, 'Main', 0) returning id)
            update stock_level set location_id = made.id from made""")


def _gather_each_tenants_stock() -> None:
    for _ in _tenants():
        op.execute("""
            with gathered as (
                select variant_id, min(location_id) as kept, bool_and(is_tracked) as is_tracked, sum(on_hand) as on_hand
                from stock_level group by variant_id),
            gone as (
                delete from stock_level level using gathered
                where level.variant_id = gathered.variant_id and level.location_id <> gathered.kept)
            update stock_level level set on_hand = gathered.on_hand, is_tracked = gathered.is_tracked from gathered
            where level.variant_id = gathered.variant_id and level.location_id = gathered.kept""")


def _tenants() -> Iterator[int]:
    """Each tenant in turn, with this transaction bound to it while the caller looks at it."""
    found = op.get_bind().execute(sa.text('select id from tenant order by id')).scalars().all()
    for tenant_id in found:
        op.execute(f"select set_config('app.tenant_id', '{tenant_id}', true)")
        yield tenant_id
    op.execute("select set_config('app.tenant_id', '', true)")
