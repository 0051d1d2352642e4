"""What menus, links and pictures of themes are made of tells its changes, since processes keep these in memory."""

from alembic import op

from tenants.isolation.policies import notify_changes

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

MADE_OF = {
    'menu': 'insert or update or delete',
    'menu_item': 'insert or update or delete',
    'document': 'update or delete',
    'document_text': 'insert or update or delete',
    'collection': 'update or delete',
    'collection_text': 'insert or update or delete',
    'product': 'update of status, published_at or delete',
    'media_asset': 'delete',
    'product_text': 'insert or update of language, handle, title or delete',
}


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    for table, when in MADE_OF.items():
        for statement in notify_changes(table, when=when):
            op.execute(statement)


def downgrade() -> None:
    for table in MADE_OF:
        op.execute(f'drop trigger tenant_changed on {table}')
