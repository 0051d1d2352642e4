"""Reduced rates of tax with the source of each, and a shop's word that it answers for those that are not sure.

Revision 0024, after 0023. The zone's shipped rates are withdrawn and replaced by those of a dated data file, which is
never changed afterwards. Rates that the platform recorded itself stay as they are.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

_DATA = Path(__file__).parents[2] / 'storefront' / 'tax' / 'data' / 'vat_2026_11_27_sourced.json'
_RATES = sa.table('reduced_rate', *map(sa.column, ('place', 'hs_prefix', 'source_title', 'source_url', 'confidence',
    'recorded_by')), sa.column('rate', sa.Numeric()), sa.column('valid_from', sa.Date()),
    sa.column('valid_to', sa.Date()), sa.column('as_of', sa.Date()),
    sa.column('recorded_at', sa.DateTime(timezone=True)), sa.column('withdrawn_at', sa.DateTime(timezone=True)))


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.add_column('tax_override', sa.Column('uses_unsure_rates', sa.Boolean(), server_default=sa.text('false'),
        nullable=False))
    op.execute("update reduced_rate set withdrawn_at = now(), recorded_by = 'shipped with 0021'"
        " where recorded_by = 'shipped' and withdrawn_at is null")
    standing = {tuple(row) for row in op.get_bind().execute(
        sa.text('select place, hs_prefix, valid_from::text from reduced_rate where withdrawn_at is null'))}
    op.bulk_insert(_RATES, [row for row in _shipped()
        if (row['place'], row['hs_prefix'], row['valid_from']) not in standing])


def _shipped() -> list[dict]:
    content = json.loads(_DATA.read_text(encoding='utf-8'))
    return [
        {
            'valid_to': None,
            **{name: value for name, value in each.items() if name not in ('source', 'kind')},
            'source_title': content['sources'][each['source']]['title'],
            'source_url': content['sources'][each['source']]['url'],
            'recorded_by': 'shipped',
            'recorded_at': datetime.now(UTC),
        }
        for each in content['rates']
    ]


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.execute("delete from reduced_rate where recorded_by = 'shipped'")
    op.execute("update reduced_rate set withdrawn_at = null, recorded_by = 'shipped'"
        " where recorded_by = 'shipped with 0021'")
    op.drop_column('tax_override', 'uses_unsure_rates')
