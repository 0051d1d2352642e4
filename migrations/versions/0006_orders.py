"""Orders: what was bought, frozen, and what happened to it since. Histories and books can be added to and not changed."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import secure_table

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

TABLES = (
    'order_sequence', 'sales_order', 'fulfilment', 'ledger_entry', 'order_event', 'order_line',
    'order_refund', 'order_return', 'fulfilment_line', 'return_line', 'shipment',
)
# Written once: nobody may change what has happened.
APPENDED = ('order_event', 'ledger_entry')


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table('order_sequence',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('last_number', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id')
    )
    op.create_table('sales_order',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('token', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('payment_state', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('fulfilment_state', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('market_id', sa.BigInteger(), nullable=False),
    sa.Column('market_handle', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('phone', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('customer_id', sa.BigInteger(), nullable=True),
    sa.Column('shipping_address', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('billing_address', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('shipping_choice', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('landed_cost', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('discounts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('exchange', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('gift_message', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('is_gift', sa.Boolean(), nullable=False),
    sa.Column('prices_include_tax', sa.Boolean(), nullable=False),
    sa.Column('goods_minor', sa.BigInteger(), nullable=False),
    sa.Column('discount_minor', sa.BigInteger(), nullable=False),
    sa.Column('shipping_minor', sa.BigInteger(), nullable=False),
    sa.Column('tax_minor', sa.BigInteger(), nullable=False),
    sa.Column('duty_minor', sa.BigInteger(), nullable=False),
    sa.Column('handling_minor', sa.BigInteger(), nullable=False),
    sa.Column('total_minor', sa.BigInteger(), nullable=False),
    sa.Column('included_tax_minor', sa.BigInteger(), nullable=False),
    sa.Column('due_at_delivery_minor', sa.BigInteger(), nullable=False),
    sa.Column('payment_method', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('placed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paid_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("fulfilment_state in ('unfulfilled', 'partial', 'fulfilled')", name='sales_order_fulfilment_state_is_known'),
    sa.CheckConstraint("payment_state in ('unpaid', 'pending', 'failed', 'paid', 'partly_refunded', 'refunded', 'disputed')", name='sales_order_payment_state_is_known'),
    sa.CheckConstraint("state in ('draft', 'placed', 'completed', 'cancelled')", name='sales_order_state_is_known'),
    sa.CheckConstraint('least(total_minor, goods_minor, discount_minor, shipping_minor, tax_minor, duty_minor, handling_minor, included_tax_minor, due_at_delivery_minor) >= 0', name='sales_order_is_not_negative'),
    sa.CheckConstraint('total_minor = goods_minor - discount_minor + shipping_minor + tax_minor + duty_minor + handling_minor', name='sales_order_adds_up'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('sales_order_lapsing', 'sales_order', ['tenant_id', 'expires_at'], postgresql_where=sa.text("state = 'draft'"))
    op.create_index('sales_order_number', 'sales_order', ['tenant_id', 'number'], unique=True)
    op.create_index('sales_order_of_customer', 'sales_order', ['tenant_id', 'customer_id'], postgresql_where=sa.text('customer_id is not null'))
    op.create_index('sales_order_token', 'sales_order', ['tenant_id', 'token'], unique=True)
    op.create_table('fulfilment',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id', 'order_id'], ['sales_order.tenant_id', 'sales_order.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('fulfilment_of_order', 'fulfilment', ['tenant_id', 'order_id', 'id'])
    op.create_table('ledger_entry',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=False),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('debit', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('credit', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('amount_minor > 0', name='ledger_entry_moves_something'),
    sa.CheckConstraint('debit <> credit', name='ledger_entry_has_two_sides'),
    sa.ForeignKeyConstraint(['tenant_id', 'order_id'], ['sales_order.tenant_id', 'sales_order.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('ledger_entry_once', 'ledger_entry', ['tenant_id', 'order_id', 'reference', 'debit', 'credit'], unique=True)
    op.create_table('order_event',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('actor', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('is_public', sa.Boolean(), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("actor in ('shopper', 'staff', 'system')", name='order_event_actor_is_known'),
    sa.ForeignKeyConstraint(['tenant_id', 'order_id'], ['sales_order.tenant_id', 'sales_order.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('order_event_of_order', 'order_event', ['tenant_id', 'order_id', 'id'])
    op.create_table('order_line',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('variant_id', sa.BigInteger(), nullable=False),
    sa.Column('product_id', sa.BigInteger(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('variant_title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('sku', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('path', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('picture', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('ordered_quantity', sa.Integer(), nullable=False),
    sa.Column('unit_price_minor', sa.BigInteger(), nullable=False),
    sa.Column('compare_at_minor', sa.BigInteger(), nullable=True),
    sa.Column('discount_minor', sa.BigInteger(), nullable=False),
    sa.Column('total_minor', sa.BigInteger(), nullable=False),
    sa.Column('tax_minor', sa.BigInteger(), nullable=False),
    sa.Column('duty_minor', sa.BigInteger(), nullable=False),
    sa.Column('included_tax_minor', sa.BigInteger(), nullable=False),
    sa.Column('tax_facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('hs_code', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('origin_country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('material', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('weight_grams', sa.Integer(), nullable=False),
    sa.CheckConstraint('least(total_minor, unit_price_minor, discount_minor, tax_minor, duty_minor) >= 0', name='order_line_is_not_negative'),
    sa.CheckConstraint('ordered_quantity > 0', name='order_line_orders_something'),
    sa.CheckConstraint('quantity between 0 and ordered_quantity', name='order_line_quantity_was_ordered'),
    sa.CheckConstraint('total_minor = unit_price_minor * quantity - discount_minor', name='order_line_adds_up'),
    sa.ForeignKeyConstraint(['tenant_id', 'order_id'], ['sales_order.tenant_id', 'sales_order.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('order_line_of_order', 'order_line', ['tenant_id', 'order_id', 'position'])
    op.create_index('order_line_of_variant', 'order_line', ['tenant_id', 'variant_id'])
    op.create_table('order_refund',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('shares', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state in ('pending', 'succeeded', 'failed')", name='order_refund_state_is_known'),
    sa.CheckConstraint('amount_minor > 0', name='order_refund_is_positive'),
    sa.ForeignKeyConstraint(['tenant_id', 'order_id'], ['sales_order.tenant_id', 'sales_order.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('order_refund_of_order', 'order_refund', ['tenant_id', 'order_id', 'id'])
    op.create_table('order_return',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('photo_asset_id', sa.BigInteger(), nullable=True),
    sa.Column('requested_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind in ('return', 'withdrawal')", name='order_return_kind_is_known'),
    sa.CheckConstraint("state in ('requested', 'approved', 'rejected', 'received')", name='order_return_state_is_known'),
    sa.ForeignKeyConstraint(['tenant_id', 'order_id'], ['sales_order.tenant_id', 'sales_order.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('order_return_of_order', 'order_return', ['tenant_id', 'order_id', 'id'])
    op.create_table('fulfilment_line',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('fulfilment_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('order_line_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.CheckConstraint('quantity > 0', name='fulfilment_line_sends_something'),
    sa.ForeignKeyConstraint(['tenant_id', 'fulfilment_id'], ['fulfilment.tenant_id', 'fulfilment.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'order_line_id'], ['order_line.tenant_id', 'order_line.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'fulfilment_id', 'order_line_id')
    )
    op.create_table('return_line',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('return_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('order_line_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.CheckConstraint('quantity > 0', name='return_line_brings_something'),
    sa.ForeignKeyConstraint(['tenant_id', 'order_line_id'], ['order_line.tenant_id', 'order_line.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'return_id'], ['order_return.tenant_id', 'order_return.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'return_id', 'order_line_id')
    )
    op.create_table('shipment',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('fulfilment_id', sa.BigInteger(), nullable=False),
    sa.Column('carrier', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('tracking_number', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('tracking_url', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('shipped_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'fulfilment_id'], ['fulfilment.tenant_id', 'fulfilment.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('shipment_of_fulfilment', 'shipment', ['tenant_id', 'fulfilment_id', 'id'])
    for table in TABLES:
        verbs = 'select, insert' if table in APPENDED else 'select, insert, update, delete'
        for statement in secure_table(table, verbs=verbs):
            op.execute(statement)


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    for table in reversed(TABLES):
        op.drop_table(table)
