"""Goods that destinations do not let in freely, destinations that the platform closes, and permits that a shop holds.

Revision 0011, after 0010. The rules on goods begin with those of a dated data file, which is never changed afterwards.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
import sqlmodel
from alembic import op
from tenants.isolation.policies import secure_table

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

_FILE = Path(__file__).parents[2] / 'storefront' / 'law' / 'data' / 'goods_2026_11_24.json'


def upgrade() -> None:
    # A migration waits for no lock that shoppers hold: it fails instead, and is run again.
    op.execute("set local lock_timeout = '4s'")
    rules = op.create_table('goods_rule',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('hs_prefix', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
    sa.Column('tag', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('reason_key', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('source_title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('source_url', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('confidence', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('recorded_by', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("status in ('prohibited', 'licensed', 'restricted')", name='goods_rule_status_is_known'),
    sa.CheckConstraint("hs_prefix <> '' or tag <> ''", name='goods_rule_names_goods'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('goods_rule_in_force', 'goods_rule', ['country'], postgresql_where=sa.text('withdrawn_at is null'))
    op.create_table('closed_destination',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('closed_by', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_by', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("reason <> ''", name='closed_destination_has_a_reason'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('closed_destination_now', 'closed_destination', ['country'], unique=True,
        postgresql_where=sa.text('opened_at is null'))
    op.create_table('held_permit',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('rule_key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('number', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.CheckConstraint("number <> ''", name='held_permit_has_a_number'),
    sa.CheckConstraint('valid_to is null or valid_to >= valid_from', name='held_permit_ends_after_it_begins'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'rule_key', 'valid_from')
    )
    op.bulk_insert(rules, _shipped())
    for table in ('goods_rule', 'closed_destination'):
        # The zone's, not a tenant's: every shop reads them, and only the platform records them.
        op.execute(f'grant select on {table} to storefront_serving')
        op.execute(f'grant select, insert, update on {table} to storefront_platform')
    for statement in secure_table('held_permit'):
        op.execute(statement)
    _create_notice()


def _create_notice() -> None:
    # A closed destination concerns every shop, so every process forgets all that it remembers of any.
    op.execute("""
        create function notify_every_tenant_changed() returns trigger language plpgsql as $$
        begin
            perform pg_notify('tenant_changed', '*');
            return null;
        end $$
    """)
    op.execute('create trigger every_tenant_changed after insert or update or delete on closed_destination '
        'for each statement execute function notify_every_tenant_changed()')


def _shipped() -> list[dict]:
    content = json.loads(_FILE.read_text(encoding='utf-8'))
    return [
        {
            **{name: value for name, value in each.items() if name not in ('source', 'reason')},
            'reason_key': each['reason'],
            'source_title': content['sources'][each['source']]['title'],
            'source_url': content['sources'][each['source']]['url'],
            'recorded_by': 'shipped',
            'recorded_at': datetime(2026, 11, 24, tzinfo=UTC),
        }
        for each in content['rules']
    ]


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_table('held_permit')
    op.drop_table('closed_destination')
    op.drop_table('goods_rule')
    op.execute('drop function notify_every_tenant_changed')
