"""Reduced rates of value added tax by country and code of goods, as dated rows of the zone.

Revision 0021, after 0020. They begin with those of a dated data file, which is never changed afterwards.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

_DATA = Path(__file__).parents[2] / 'storefront' / 'tax' / 'data' / 'vat_2026_11_27.json'


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    rates = op.create_table('reduced_rate',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('hs_prefix', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
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
    op.create_index('reduced_rate_in_force', 'reduced_rate', ['place', 'hs_prefix', 'valid_from'], unique=True,
        postgresql_where=sa.text('withdrawn_at is null'))
    op.bulk_insert(rates, _shipped())
    # Rates belong to the zone, not to a tenant: every shop reads them, and only the platform records them.
    op.execute('grant select on reduced_rate to storefront_serving')
    op.execute('grant select, insert, update on reduced_rate to storefront_platform')


def _shipped() -> list[dict]:
    content = json.loads(_DATA.read_text(encoding='utf-8'))
    return [
        {
            'valid_to': None,
            **{name: value for name, value in each.items() if name not in ('source', 'kind')},
            'source_title': content['sources'][each['source']]['title'],
            'source_url': content['sources'][each['source']]['url'],
            'recorded_by': 'shipped',
            'recorded_at': datetime(2026, 11, 27, tzinfo=UTC),
        }
        for each in content['rates']
    ]


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_table('reduced_rate')
