"""What the law of each market asks of a sale, as dated rows of the zone.

Revision 0027, after 0026. They begin with those of a dated data file, which is never changed afterwards.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

_DATA = Path(__file__).parents[2] / 'storefront' / 'law' / 'data' / 'selling_2026_11_24.json'


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    rules = op.create_table('selling_rule',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('value', postgresql.JSONB(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('source_title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('source_url', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('confidence', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('recorded_by', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('valid_to is null or valid_to >= valid_from', name='selling_rule_ends_after_it_begins'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('selling_rule_in_force', 'selling_rule', ['place', 'kind', 'valid_from'], unique=True,
        postgresql_where=sa.text('withdrawn_at is null'))
    op.bulk_insert(rules, _shipped())
    # Rules belong to the zone, not to a tenant: every shop reads them, and only the platform records them.
    op.execute('grant select on selling_rule to storefront_serving')
    op.execute('grant select, insert, update on selling_rule to storefront_platform')
    op.execute('create trigger every_tenant_changed after insert or update or delete on selling_rule '
        'for each statement execute function notify_every_tenant_changed()')


def _shipped() -> list[dict]:
    content = json.loads(_DATA.read_text(encoding='utf-8'))
    return [
        {
            'kind': each['kind'],
            'place': place,
            'value': each['value'],
            'valid_from': each['valid_from'],
            'valid_to': each['valid_to'],
            'source_title': content['sources'][each['source']]['title'],
            'source_url': content['sources'][each['source']]['url'],
            'as_of': content['as_of'],
            'confidence': each['confidence'],
            'recorded_by': 'shipped',
            'recorded_at': datetime(2026, 11, 27, tzinfo=UTC),
        }
        for each in content['rules']
        for place in each['countries']
    ]


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.drop_table('selling_rule')
