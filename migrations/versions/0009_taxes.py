"""Dated rules of taxes and duties for the zone, and a shop's registrations and figures of its own.

Revision 0009, after 0008. The zone's rules begin with those of a dated data file, which is never changed afterwards:
newer ones are recorded by the platform.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import secure_table

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

_DATA = Path(__file__).parents[2] / 'storefront' / 'tax' / 'data'


def upgrade() -> None:
    # A migration waits for no lock that shoppers hold: it fails instead, and is run again.
    op.execute("set local lock_timeout = '4s'")
    rules = op.create_table('tax_rule',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('confidence', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('facts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('recorded_by', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('tax_rule_in_force', 'tax_rule', ['country', 'valid_from'], unique=True,
        postgresql_where=sa.text('withdrawn_at is null'))
    rates = op.create_table('tariff_rate',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('hs_prefix', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
    sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('rate', sa.Numeric(precision=8, scale=4), nullable=False),
    sa.Column('source_title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('source_url', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('confidence', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('recorded_by', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('tariff_rate_in_force', 'tariff_rate', ['place', 'hs_prefix', 'origin', 'valid_from'], unique=True,
        postgresql_where=sa.text('withdrawn_at is null'))
    _create_own_tables()
    op.bulk_insert(rules, _shipped_rules())
    op.bulk_insert(rates, _shipped_rates())
    # Rules belong to the zone, not to a tenant: every shop reads them, and only the platform records them.
    for table in ('tax_rule', 'tariff_rate'):
        op.execute(f'grant select on {table} to storefront_serving')
        op.execute(f'grant select, insert, update on {table} to storefront_platform')
    for table in ('tax_registration', 'tax_override', 'own_tariff_rate', 'market_incoterm'):
        for statement in secure_table(table):
            op.execute(statement)


def _create_own_tables() -> None:
    op.create_table('tax_registration',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=30), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('number', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.CheckConstraint('valid_to is null or valid_to >= valid_from', name='tax_registration_ends_after_it_begins'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('tax_registration_of_kind', 'tax_registration', ['tenant_id', 'kind', 'country', 'valid_from'],
        unique=True)
    op.create_table('tax_override',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('vat_rate', sa.Numeric(precision=8, scale=4), nullable=True),
    sa.Column('duty_rate', sa.Numeric(precision=8, scale=4), nullable=True),
    sa.Column('fees_on', postgresql.ARRAY(sa.String(length=40)), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.CheckConstraint("reason <> ''", name='tax_override_has_a_reason'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'country', 'valid_from')
    )
    op.create_table('own_tariff_rate',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('hs_prefix', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('rate', sa.Numeric(precision=8, scale=4), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.CheckConstraint("reason <> ''", name='own_tariff_rate_has_a_reason'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'place', 'hs_prefix', 'valid_from')
    )
    op.create_table('market_incoterm',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('market_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('incoterm', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.CheckConstraint("incoterm in ('DDP', 'DAP')", name='market_incoterm_is_known'),
    sa.ForeignKeyConstraint(['tenant_id', 'market_id'], ['market.tenant_id', 'market.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'market_id')
    )


def _read(name: str) -> dict:
    return json.loads(_DATA.joinpath(name).read_text(encoding='utf-8'))


def _shipped_rules() -> list[dict]:
    content = _read('rules_2026_11_24.json')
    return [
        {
            **{name: each[name] for name in ('country', 'valid_from', 'valid_to', 'as_of', 'confidence')},
            'facts': each | {'sources': [content['sources'][key] for key in each['sources']]},
            'recorded_by': 'shipped',
            'recorded_at': datetime(2026, 11, 24, tzinfo=UTC),
        }
        for each in content['rules']
    ]


def _shipped_rates() -> list[dict]:
    content = _read('tariff_2026_11_24.json')
    return [
        {
            'origin': '',
            'valid_to': None,
            **{name: value for name, value in each.items() if name != 'source'},
            'source_title': content['sources'][each['source']]['title'],
            'source_url': content['sources'][each['source']]['url'],
            'recorded_by': 'shipped',
            'recorded_at': datetime(2026, 11, 24, tzinfo=UTC),
        }
        for each in content['rates']
    ]


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    for table in ('market_incoterm', 'own_tariff_rate', 'tax_override', 'tax_registration', 'tariff_rate', 'tax_rule'):
        op.drop_table(table)
