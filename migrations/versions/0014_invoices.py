"""Numbered invoices and credit notes."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import secure_table

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table('invoice_sequence',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('last_number', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'kind')
    )
    op.create_table('invoice',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('order_id', sa.BigInteger(), nullable=False),
    sa.Column('refund_id', sa.BigInteger(), nullable=True),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('paper', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.CheckConstraint("kind in ('invoice', 'credit_note')", name='invoice_kind_is_known'),
    sa.CheckConstraint("(kind = 'credit_note') = (refund_id is not null)", name='invoice_credits_a_refund'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('invoice_number', 'invoice', ['tenant_id', 'kind', 'number'], unique=True)
    op.create_index('invoice_of_order', 'invoice', ['tenant_id', 'order_id'], unique=True,
        postgresql_where=sa.text("kind = 'invoice'"))
    op.create_index('invoice_of_refund', 'invoice', ['tenant_id', 'refund_id'], unique=True,
        postgresql_where=sa.text('refund_id is not null'))
    op.create_index('invoice_by_order', 'invoice', ['tenant_id', 'order_id'])
    for table in ('invoice_sequence', 'invoice'):
        # Issued papers are kept as the law asks: nothing of ours changes or removes one.
        for statement in secure_table(table, verbs='select, insert' if table == 'invoice' else 'select, insert, update'):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table('invoice')
    op.drop_table('invoice_sequence')
