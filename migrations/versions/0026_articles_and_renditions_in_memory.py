"""New articles and renditions tell of themselves, too: processes keep what pages show of them in memory."""

from alembic import op

from tenants.isolation.policies import notify_changes

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

TOLD_BEFORE = {'document': 'update or delete', 'media_asset': 'delete'}
TOLD_NOW = {'document': 'insert or update or delete', 'media_asset': 'update or delete'}


def upgrade() -> None:
    _tell(TOLD_NOW)


def downgrade() -> None:
    _tell(TOLD_BEFORE)


def _tell(told: dict[str, str]) -> None:
    op.execute("set local lock_timeout = '4s'")
    for table, when in told.items():
        op.execute(f'drop trigger tenant_changed on {table}')
        for statement in notify_changes(table, when=when):
            op.execute(statement)
