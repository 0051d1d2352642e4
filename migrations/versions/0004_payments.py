"""Payments: attempts, refunds, the shop's account and settings, the provider's messages, disputes and payouts."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import OWNER, secure_table

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

_TABLES = (
    'manual_method',
    'payment',
    'payment_account',
    'payment_payout',
    'provider_event',
    'payment_dispute',
    'payment_event',
    'payment_refund',
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table('manual_method',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('is_enabled', sa.Boolean(), nullable=False),
    sa.Column('instructions', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('countries', postgresql.ARRAY(sa.String(length=2)), nullable=False),
    sa.Column('fee_minor', sa.BigInteger(), nullable=False),
    sa.Column('least_minor', sa.BigInteger(), nullable=True),
    sa.Column('most_minor', sa.BigInteger(), nullable=True),
    sa.CheckConstraint("kind in ('bank_transfer', 'cash_on_delivery')", name='manual_method_kind_is_known'),
    sa.CheckConstraint('fee_minor >= 0', name='manual_method_fee_is_not_negative'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('manual_method_kind', 'manual_method', ['tenant_id', 'kind', 'currency'], unique=True)
    op.create_table('payment',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=False),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('provider', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('method', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('application_fee_minor', sa.BigInteger(), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=True),
    sa.Column('description', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('return_url', sqlmodel.sql.sqltypes.AutoString(length=2048), nullable=False),
    sa.Column('cancel_url', sqlmodel.sql.sqltypes.AutoString(length=2048), nullable=False),
    sa.Column('token', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('idempotency_key', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('account_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('session_id', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('intent_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('charge_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('redirect_url', sqlmodel.sql.sqltypes.AutoString(length=4096), nullable=False),
    sa.Column('failure', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('fee_minor', sa.BigInteger(), nullable=True),
    sa.Column('fee_currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('is_live', sa.Boolean(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paid_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("provider in ('stripe', 'manual', 'test')", name='payment_provider_is_known'),
    sa.CheckConstraint("state in ('started', 'waiting', 'processing', 'paid', 'failed', 'cancelled', 'expired')", name='payment_state_is_known'),
    sa.CheckConstraint('amount_minor > 0', name='payment_is_of_something'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('payment_intent', 'payment', ['tenant_id', 'intent_id'], unique=False)
    op.create_index('payment_of_order', 'payment', ['tenant_id', 'order_id'], unique=False)
    op.create_index('payment_open', 'payment', ['tenant_id', 'state', 'changed_at'], unique=False)
    op.create_index('payment_reference', 'payment', ['tenant_id', 'reference'], unique=True)
    op.create_index('payment_session', 'payment', ['tenant_id', 'session_id'], unique=False)
    op.create_index('payment_token', 'payment', ['tenant_id', 'token'], unique=True)
    op.create_table('payment_account',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('provider', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('account_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('idempotency_key', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('is_submitted', sa.Boolean(), nullable=False),
    sa.Column('takes_charges', sa.Boolean(), nullable=False),
    sa.Column('pays_out', sa.Boolean(), nullable=False),
    sa.Column('requirements', postgresql.ARRAY(sa.String(length=200)), nullable=False),
    sa.Column('disabled_reason', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('methods', postgresql.ARRAY(sa.String(length=60)), nullable=False),
    sa.Column('connected_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("provider in ('stripe')", name='payment_account_provider_is_known'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'provider')
    )
    op.create_table('payment_payout',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('payout_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('arrives_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('payment_payout_once', 'payment_payout', ['tenant_id', 'payout_id'], unique=True)
    op.create_table('provider_event',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('provider', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('event_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('account_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('object_id', sqlmodel.sql.sqltypes.AutoString(length=255), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('processed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('provider_event_of_object', 'provider_event', ['tenant_id', 'object_id'], unique=False)
    op.create_index('provider_event_once', 'provider_event', ['tenant_id', 'provider', 'event_id'], unique=True)
    op.create_table('payment_dispute',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('payment_id', sa.BigInteger(), nullable=False),
    sa.Column('dispute_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'payment_id'], ['payment.tenant_id', 'payment.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('payment_dispute_of_payment', 'payment_dispute', ['tenant_id', 'payment_id'], unique=False)
    op.create_index('payment_dispute_once', 'payment_dispute', ['tenant_id', 'dispute_id'], unique=True)
    op.create_table('payment_event',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('payment_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('detail', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'payment_id'], ['payment.tenant_id', 'payment.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('payment_event_of_payment', 'payment_event', ['tenant_id', 'payment_id'], unique=False)
    op.create_table('payment_refund',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('payment_id', sa.BigInteger(), nullable=False),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('refund_id', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('idempotency_key', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('failure', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state in ('started', 'pending', 'succeeded', 'failed')", name='payment_refund_state_is_known'),
    sa.CheckConstraint('amount_minor > 0', name='payment_refund_is_of_something'),
    sa.ForeignKeyConstraint(['tenant_id', 'payment_id'], ['payment.tenant_id', 'payment.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('payment_refund_of_payment', 'payment_refund', ['tenant_id', 'payment_id'], unique=False)
    op.create_index('payment_refund_reference', 'payment_refund', ['tenant_id', 'reference'], unique=True)
    for table in _TABLES:
        for statement in secure_table(table):
            op.execute(statement)
    _create_account_lookup()


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute('drop function tenant_of_payment_account')
    op.drop_index('payment_refund_reference', table_name='payment_refund')
    op.drop_index('payment_refund_of_payment', table_name='payment_refund')
    op.drop_table('payment_refund')
    op.drop_index('payment_event_of_payment', table_name='payment_event')
    op.drop_table('payment_event')
    op.drop_index('payment_dispute_once', table_name='payment_dispute')
    op.drop_index('payment_dispute_of_payment', table_name='payment_dispute')
    op.drop_table('payment_dispute')
    op.drop_index('provider_event_once', table_name='provider_event')
    op.drop_index('provider_event_of_object', table_name='provider_event')
    op.drop_table('provider_event')
    op.drop_index('payment_payout_once', table_name='payment_payout')
    op.drop_table('payment_payout')
    op.drop_table('payment_account')
    op.drop_index('payment_token', table_name='payment')
    op.drop_index('payment_session', table_name='payment')
    op.drop_index('payment_reference', table_name='payment')
    op.drop_index('payment_open', table_name='payment')
    op.drop_index('payment_of_order', table_name='payment')
    op.drop_index('payment_intent', table_name='payment')
    op.drop_table('payment')
    op.drop_index('manual_method_kind', table_name='manual_method')
    op.drop_table('manual_method')


def _create_account_lookup() -> None:
    # A provider's message names an account and no shop. Whose it is is the one thing that may be asked across tenants
    # about it: of one exact account, so that nobody can list shops through it. An account of two shops is nobody's.
    op.execute(f'create policy account_lookup on payment_account for select to {OWNER} using (true)')
    op.execute("""
        create function tenant_of_payment_account(asked text) returns bigint
        language sql stable security definer set search_path = pg_catalog, pg_temp as $$
            select min(tenant_id) from public.payment_account
            where account_id = asked and asked <> '' having count(*) = 1
        $$
    """)
    op.execute('revoke all on function tenant_of_payment_account from public')
    op.execute('grant execute on function tenant_of_payment_account to storefront_serving, storefront_platform')
