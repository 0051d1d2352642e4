"""Requests for news by e-mail, which count for nothing until their link is followed."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from tenants.isolation.policies import secure_table

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table('newsletter_request',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('wording', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('token_digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('newsletter_request_once', 'newsletter_request', ['tenant_id', 'email'], unique=True)
    op.create_index('newsletter_request_token', 'newsletter_request', ['tenant_id', 'token_digest'], unique=True)
    op.create_index('newsletter_request_ending', 'newsletter_request', ['tenant_id', 'expires_at'], unique=False)
    for statement in secure_table('newsletter_request'):
        op.execute(statement)


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_table('newsletter_request')
