"""Enquiries, quotations, and what has happened to each."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import secure_table

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table('enquiry',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('token', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('market_id', sa.BigInteger(), nullable=False),
    sa.Column('market_handle', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('phone', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('company', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('lines', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('message', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state in ('open', 'quoted', 'ordered', 'closed')", name='enquiry_state_is_known'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('enquiry_token', 'enquiry', ['tenant_id', 'token'], unique=True)
    op.create_index('enquiry_by_state', 'enquiry', ['tenant_id', 'state', 'id'])
    op.create_table('quotation',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('enquiry_id', sa.BigInteger(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('token', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('lines', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('delivery_minor', sa.BigInteger(), nullable=False),
    sa.Column('total_minor', sa.BigInteger(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=False),
    sa.Column('paper', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state in ('sent', 'accepted', 'lapsed', 'withdrawn')", name='quotation_state_is_known'),
    sa.CheckConstraint("(state = 'accepted') = (order_id is not null)", name='quotation_accepted_is_ordered'),
    sa.CheckConstraint('least(delivery_minor, total_minor) >= 0', name='quotation_is_not_negative'),
    sa.ForeignKeyConstraint(['tenant_id', 'enquiry_id'], ['enquiry.tenant_id', 'enquiry.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('quotation_number', 'quotation', ['tenant_id', 'number'], unique=True)
    op.create_index('quotation_token', 'quotation', ['tenant_id', 'token'], unique=True)
    op.create_index('quotation_of_enquiry', 'quotation', ['tenant_id', 'enquiry_id', 'id'])
    op.create_index('quotation_one_open', 'quotation', ['tenant_id', 'enquiry_id'], unique=True,
        postgresql_where=sa.text("state = 'sent'"))
    op.create_index('quotation_lapsing', 'quotation', ['tenant_id', 'valid_until'],
        postgresql_where=sa.text("state = 'sent'"))
    op.create_index('quotation_of_order', 'quotation', ['tenant_id', 'order_id'], unique=True,
        postgresql_where=sa.text('order_id is not null'))
    op.create_table('quotation_sequence',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('last_number', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id')
    )
    op.create_table('enquiry_event',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('enquiry_id', sa.BigInteger(), nullable=False),
    sa.Column('quotation_id', sa.BigInteger(), nullable=True),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('actor', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('happened_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("actor in ('buyer', 'staff', 'system')", name='enquiry_event_actor_is_known'),
    sa.ForeignKeyConstraint(['tenant_id', 'enquiry_id'], ['enquiry.tenant_id', 'enquiry.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('enquiry_event_of_enquiry', 'enquiry_event', ['tenant_id', 'enquiry_id', 'id'])
    # What happened stays as it was written; enquiries and quotations only change their state.
    for table in ('enquiry', 'quotation', 'quotation_sequence', 'enquiry_event'):
        verbs = 'select, insert' if table == 'enquiry_event' else 'select, insert, update'
        for statement in secure_table(table, verbs=verbs):
            op.execute(statement)


def downgrade() -> None:
    for table in ('enquiry_event', 'quotation_sequence', 'quotation', 'enquiry'):
        op.drop_table(table)
