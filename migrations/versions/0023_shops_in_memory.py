"""What menus, links, pictures of themes and rules on goods are made of tells its changes: processes keep them in memory."""

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
    'held_permit': 'insert or update or delete',
    'media_asset': 'delete',
    'product_text': 'insert or update of language, handle, title or delete',
}


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    for table, when in MADE_OF.items():
        for statement in notify_changes(table, when=when):
            op.execute(statement)
    op.execute('create trigger every_tenant_changed after insert or update or delete on goods_rule '
        'for each statement execute function notify_every_tenant_changed()')


def downgrade() -> None:
    op.execute('drop trigger every_tenant_changed on goods_rule')
    for table in MADE_OF:
        op.execute(f'drop trigger tenant_changed on {table}')
