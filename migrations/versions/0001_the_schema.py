"""The registry of tenants, the catalogue, content, media, search and the job queue, each table behind its row policy.

Revision 0001, the first.
"""

from pathlib import Path

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql
from tenants.isolation.policies import CURRENT_TENANT, notify_changes, open_to_platform, secure_table

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A migration waits for no lock that shoppers hold: it fails instead, and is run again.
    op.execute("set local lock_timeout = '4s'")
    for extension in ('pg_trgm', 'btree_gin'):
        op.execute(f'create extension if not exists {extension}')
    op.create_table('person',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('password_hash', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.Column('is_platform_admin', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('person_email', 'person', ['email'], unique=True)
    op.create_table('tenant',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('slug', sqlmodel.sql.sqltypes.AutoString(length=63), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('registration_no', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
    sa.Column('country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
    sa.Column('industry', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=True),
    sa.Column('plan', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('taglines', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('contact_email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('primary_language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind in ('exporter', 'learner')", name='tenant_kind_is_known'),
    sa.CheckConstraint("status in ('live', 'suspended')", name='tenant_status_is_known'),
    sa.CheckConstraint('slug = lower(slug)', name='tenant_slug_is_lower_case'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('registration_no'),
    sa.UniqueConstraint('slug')
    )
    op.create_table('api_token',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('token_sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_table('domain',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('host', sqlmodel.sql.sqltypes.AutoString(length=253), nullable=False),
    sa.Column('is_primary', sa.Boolean(), nullable=False),
    sa.Column('verification_token', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('host = lower(host)', name='domain_host_is_lower_case'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('domain_tenant_host', 'domain', ['tenant_id', 'host'], unique=True)
    op.create_index('domain_verified_host', 'domain', ['host'], unique=True, postgresql_where=sa.text('verified_at is not null'))
    op.create_table('installed_theme',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('slug', sqlmodel.sql.sqltypes.AutoString(length=63), nullable=False),
    sa.Column('version', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('parent', sqlmodel.sql.sqltypes.AutoString(length=63), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('installed_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('size > 0', name='installed_theme_has_size'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'slug')
    )
    op.create_table('market',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('handle', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('names', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('countries', postgresql.ARRAY(sa.String(length=2)), nullable=False),
    sa.Column('languages', postgresql.ARRAY(sa.String(length=35)), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('prices_include_tax', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('is_primary', sa.Boolean(), nullable=False),
    sa.Column('is_enabled', sa.Boolean(), nullable=False),
    sa.CheckConstraint('cardinality(countries) > 0', name='market_has_a_country'),
    sa.CheckConstraint('cardinality(languages) > 0', name='market_has_a_language'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('market_handle', 'market', ['tenant_id', 'handle'], unique=True)
    op.create_index('market_one_primary', 'market', ['tenant_id'], unique=True, postgresql_where=sa.text('is_primary'))
    op.create_table('media_asset',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('format', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('byte_size', sa.Integer(), nullable=False),
    sa.Column('placeholder', sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
    sa.Column('renditions', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('width > 0 and height > 0 and byte_size > 0', name='media_asset_has_size'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('media_asset_digest', 'media_asset', ['tenant_id', 'digest'], unique=True)
    op.create_table('membership',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("role in ('owner', 'staff')", name='membership_role_is_known'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'person_id')
    )
    op.create_table('menu',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('handle', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('menu_handle', 'menu', ['tenant_id', 'handle'], unique=True)
    op.create_table('product',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('vendor', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('product_type', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('tags', postgresql.ARRAY(sa.String(length=60)), nullable=False),
    sa.Column('hs_code', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=True),
    sa.Column('origin_country', sqlmodel.sql.sqltypes.AutoString(length=2), nullable=True),
    sa.Column('material', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("status in ('draft', 'active', 'archived')", name='product_status_is_known'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('product_newest', 'product', ['tenant_id', 'published_at', 'id'], unique=False)
    op.create_index('product_tags', 'product', ['tenant_id', 'tags'], unique=False, postgresql_using='gin')
    op.create_table('theme_version',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('theme', sqlmodel.sql.sqltypes.AutoString(length=63), nullable=False),
    sa.Column('settings', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('templates', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('publish_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('theme_version_history', 'theme_version', ['tenant_id', 'published_at'], unique=False)
    op.create_table('shop_theme',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('live_id', sa.BigInteger(), nullable=False),
    sa.Column('draft_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['tenant_id', 'draft_id'], ['theme_version.tenant_id', 'theme_version.id']),
    sa.ForeignKeyConstraint(['tenant_id', 'live_id'], ['theme_version.tenant_id', 'theme_version.id']),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id')
    )
    op.create_table('collection',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('rules', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('sort', sqlmodel.sql.sqltypes.AutoString(length=20), nullable=False),
    sa.Column('image_asset_id', sa.BigInteger(), nullable=True),
    sa.Column('image_alts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('is_published', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind in ('manual', 'rule')", name='collection_kind_is_known'),
    sa.ForeignKeyConstraint(['tenant_id', 'image_asset_id'], ['media_asset.tenant_id', 'media_asset.id'], ),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_table('document',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('author', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('image_asset_id', sa.BigInteger(), nullable=True),
    sa.Column('image_alts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind in ('page', 'policy', 'article')", name='document_kind_is_known'),
    sa.ForeignKeyConstraint(['tenant_id', 'image_asset_id'], ['media_asset.tenant_id', 'media_asset.id'], ),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('document_by_kind', 'document', ['tenant_id', 'kind', 'published_at'], unique=False)
    op.create_table('menu_item',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('menu_id', sa.BigInteger(), nullable=False),
    sa.Column('parent_id', sa.BigInteger(), nullable=True),
    sa.Column('titles', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('target', sqlmodel.sql.sqltypes.AutoString(length=12), nullable=False),
    sa.Column('target_id', sa.BigInteger(), nullable=True),
    sa.Column('url', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint("target in ('home', 'collections', 'blog', 'search', 'collection', 'product', 'document', 'url')", name='menu_item_target_is_known'),
    sa.ForeignKeyConstraint(['tenant_id', 'menu_id'], ['menu.tenant_id', 'menu.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'parent_id'], ['menu_item.tenant_id', 'menu_item.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('menu_item_of_menu', 'menu_item', ['tenant_id', 'menu_id', 'position'], unique=False)
    op.create_table('product_image',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('product_id', sa.BigInteger(), nullable=False),
    sa.Column('asset_id', sa.BigInteger(), nullable=False),
    sa.Column('alts', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'asset_id'], ['media_asset.tenant_id', 'media_asset.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'product_id'], ['product.tenant_id', 'product.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('product_image_of_product', 'product_image', ['tenant_id', 'product_id', 'position'], unique=False)
    op.create_table('product_option',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('product_id', sa.BigInteger(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('names', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'product_id'], ['product.tenant_id', 'product.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('product_option_key', 'product_option', ['tenant_id', 'product_id', 'key'], unique=True)
    op.create_table('product_text',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('product_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('handle', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('sort_title', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('description_html', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('seo_title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('seo_description', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'product_id'], ['product.tenant_id', 'product.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'product_id', 'language')
    )
    op.create_index('product_text_sorted', 'product_text', ['tenant_id', 'language', 'sort_title', 'product_id'], unique=False)
    op.create_index('product_text_handle', 'product_text', ['tenant_id', 'language', 'handle'], unique=True)
    op.create_table('search_document',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('product_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('lexemes', postgresql.TSVECTOR(), nullable=False),
    sa.Column('folded_title', sa.Text(), nullable=False),
    sa.Column('indexed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'product_id'], ['product.tenant_id', 'product.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'product_id', 'language')
    )
    op.create_index('search_document_lexemes', 'search_document', ['tenant_id', 'language', 'lexemes'], unique=False, postgresql_using='gin')
    op.create_index('search_document_trigrams', 'search_document', ['tenant_id', 'language', 'folded_title'], unique=False, postgresql_using='gin', postgresql_ops={'folded_title': 'gin_trgm_ops'})
    op.create_table('collection_product',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('collection_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('product_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'collection_id'], ['collection.tenant_id', 'collection.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'product_id'], ['product.tenant_id', 'product.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'collection_id', 'product_id')
    )
    op.create_index('collection_product_by_product', 'collection_product', ['tenant_id', 'product_id'], unique=False)
    op.create_index('collection_product_in_order', 'collection_product', ['tenant_id', 'collection_id', 'position', 'product_id'], unique=False)
    op.create_table('collection_text',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('collection_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('handle', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('description_html', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('seo_title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('seo_description', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'collection_id'], ['collection.tenant_id', 'collection.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'collection_id', 'language')
    )
    op.create_index('collection_text_handle', 'collection_text', ['tenant_id', 'language', 'handle'], unique=True)
    op.create_table('document_text',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('document_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('handle', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('body_html', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('summary', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('seo_title', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('seo_description', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'document_id'], ['document.tenant_id', 'document.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'document_id', 'language')
    )
    op.create_index('document_text_handle', 'document_text', ['tenant_id', 'kind', 'language', 'handle'], unique=True)
    op.create_table('product_option_value',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('option_id', sa.BigInteger(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('names', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('swatch', sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'option_id'], ['product_option.tenant_id', 'product_option.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('product_option_value_key', 'product_option_value', ['tenant_id', 'option_id', 'key'], unique=True)
    op.create_table('retired_document_handle',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=10), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('handle', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('document_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'document_id'], ['document.tenant_id', 'document.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('retired_document_handle_once', 'retired_document_handle', ['tenant_id', 'kind', 'language', 'handle'], unique=True)
    op.create_table('retired_handle',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(length=35), nullable=False),
    sa.Column('handle', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('product_id', sa.BigInteger(), nullable=True),
    sa.Column('collection_id', sa.BigInteger(), nullable=True),
    sa.CheckConstraint('num_nonnulls(product_id, collection_id) = 1', name='retired_handle_has_one_target'),
    sa.ForeignKeyConstraint(['tenant_id', 'collection_id'], ['collection.tenant_id', 'collection.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'product_id'], ['product.tenant_id', 'product.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('retired_collection_handle', 'retired_handle', ['tenant_id', 'language', 'handle'], unique=True, postgresql_where=sa.text('collection_id is not null'))
    op.create_index('retired_product_handle', 'retired_handle', ['tenant_id', 'language', 'handle'], unique=True, postgresql_where=sa.text('product_id is not null'))
    op.create_table('variant',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('product_id', sa.BigInteger(), nullable=False),
    sa.Column('sku', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('barcode', sqlmodel.sql.sqltypes.AutoString(length=14), nullable=False),
    sa.Column('weight_grams', sa.Integer(), nullable=False),
    sa.Column('image_id', sa.BigInteger(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint('weight_grams >= 0', name='variant_weight_is_not_negative'),
    sa.ForeignKeyConstraint(['tenant_id', 'image_id'], ['product_image.tenant_id', 'product_image.id'], ),
    sa.ForeignKeyConstraint(['tenant_id', 'product_id'], ['product.tenant_id', 'product.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'id')
    )
    op.create_index('variant_of_product', 'variant', ['tenant_id', 'product_id', 'position'], unique=False)
    op.create_index('variant_sku', 'variant', ['tenant_id', 'sku'], unique=True, postgresql_where=sa.text("sku <> ''"))
    op.create_table('price',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('variant_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('market_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('compare_at_minor', sa.BigInteger(), nullable=True),
    sa.CheckConstraint('amount_minor > 0', name='price_is_positive'),
    sa.CheckConstraint('compare_at_minor > amount_minor', name='price_compare_at_is_higher'),
    sa.ForeignKeyConstraint(['tenant_id', 'market_id'], ['market.tenant_id', 'market.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'variant_id'], ['variant.tenant_id', 'variant.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'variant_id', 'market_id')
    )
    op.create_index('price_by_market', 'price', ['tenant_id', 'market_id', 'amount_minor'], unique=False)
    op.create_table('stock_level',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('variant_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('is_tracked', sa.Boolean(), nullable=False),
    sa.Column('on_hand', sa.Integer(), nullable=False),
    sa.CheckConstraint('on_hand >= 0', name='stock_level_is_not_negative'),
    sa.ForeignKeyConstraint(['tenant_id', 'variant_id'], ['variant.tenant_id', 'variant.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'variant_id')
    )
    op.create_table('product_offer',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('market_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('product_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('currency', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('amount_minor', sa.BigInteger(), nullable=False),
    sa.Column('compare_at_minor', sa.BigInteger(), nullable=True),
    sa.Column('highest_minor', sa.BigInteger(), nullable=False),
    sa.Column('is_available', sa.Boolean(), nullable=False),
    sa.Column('languages', postgresql.ARRAY(sa.String(length=35)), nullable=False),
    sa.Column('answers', postgresql.ARRAY(sa.String(length=81)), nullable=False),
    sa.Column('available_answers', postgresql.ARRAY(sa.String(length=81)), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'market_id'], ['market.tenant_id', 'market.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'product_id'], ['product.tenant_id', 'product.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'market_id', 'product_id')
    )
    op.create_index('product_offer_newest', 'product_offer', ['tenant_id', 'market_id', 'published_at', 'product_id'], unique=False)
    op.create_index('product_offer_cheapest', 'product_offer', ['tenant_id', 'market_id', 'amount_minor', 'product_id'], unique=False)
    op.create_index('product_offer_by_product', 'product_offer', ['tenant_id', 'product_id'], unique=False)
    op.create_table('variant_option_value',
    sa.Column('tenant_id', sa.BigInteger(), nullable=False),
    sa.Column('variant_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('option_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('option_value_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['tenant_id', 'option_id'], ['product_option.tenant_id', 'product_option.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'option_value_id'], ['product_option_value.tenant_id', 'product_option_value.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id', 'variant_id'], ['variant.tenant_id', 'variant.id'], ondelete='cascade'),
    sa.ForeignKeyConstraint(['tenant_id'], ['tenant.id'], ondelete='cascade'),
    sa.PrimaryKeyConstraint('tenant_id', 'variant_id', 'option_id')
    )
    op.create_index('variant_option_value_by_value', 'variant_option_value', ['tenant_id', 'option_value_id'], unique=False)
    _secure()
    _create_functions()
    _create_search()
    _create_job_queue()


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    _drop_job_queue()
    op.execute('drop function tenant_by_host')
    op.execute('drop function search_matches')
    op.execute('drop function search_near')
    op.drop_index('product_offer_by_product', table_name='product_offer')
    op.drop_index('product_offer_cheapest', table_name='product_offer')
    op.drop_index('product_offer_newest', table_name='product_offer')
    op.drop_table('product_offer')
    op.drop_index('variant_option_value_by_value', table_name='variant_option_value')
    op.drop_table('variant_option_value')
    op.drop_table('stock_level')
    op.drop_index('price_by_market', table_name='price')
    op.drop_table('price')
    op.drop_index('variant_sku', table_name='variant', postgresql_where=sa.text("sku <> ''"))
    op.drop_index('variant_of_product', table_name='variant')
    op.drop_table('variant')
    op.drop_index('retired_product_handle', table_name='retired_handle', postgresql_where=sa.text('product_id is not null'))
    op.drop_index('retired_collection_handle', table_name='retired_handle', postgresql_where=sa.text('collection_id is not null'))
    op.drop_table('retired_handle')
    op.drop_index('retired_document_handle_once', table_name='retired_document_handle')
    op.drop_table('retired_document_handle')
    op.drop_index('product_option_value_key', table_name='product_option_value')
    op.drop_table('product_option_value')
    op.drop_index('document_text_handle', table_name='document_text')
    op.drop_table('document_text')
    op.drop_index('collection_text_handle', table_name='collection_text')
    op.drop_table('collection_text')
    op.drop_index('collection_product_in_order', table_name='collection_product')
    op.drop_index('collection_product_by_product', table_name='collection_product')
    op.drop_table('collection_product')
    op.drop_index('search_document_trigrams', table_name='search_document', postgresql_using='gin', postgresql_ops={'folded_title': 'gin_trgm_ops'})
    op.drop_index('search_document_lexemes', table_name='search_document', postgresql_using='gin')
    op.drop_table('search_document')
    op.drop_index('product_text_sorted', table_name='product_text')
    op.drop_index('product_text_handle', table_name='product_text')
    op.drop_table('product_text')
    op.drop_index('product_option_key', table_name='product_option')
    op.drop_table('product_option')
    op.drop_index('product_image_of_product', table_name='product_image')
    op.drop_table('product_image')
    op.drop_index('menu_item_of_menu', table_name='menu_item')
    op.drop_table('menu_item')
    op.drop_index('document_by_kind', table_name='document')
    op.drop_table('document')
    op.drop_table('collection')
    op.drop_table('shop_theme')
    op.drop_index('theme_version_history', table_name='theme_version')
    op.drop_table('theme_version')
    op.drop_index('product_tags', table_name='product', postgresql_using='gin')
    op.drop_index('product_newest', table_name='product')
    op.drop_table('product')
    op.drop_index('menu_handle', table_name='menu')
    op.drop_table('menu')
    op.drop_table('membership')
    op.drop_index('media_asset_digest', table_name='media_asset')
    op.drop_table('media_asset')
    op.drop_index('market_one_primary', table_name='market', postgresql_where=sa.text('is_primary'))
    op.drop_index('market_handle', table_name='market')
    op.drop_table('market')
    op.drop_table('installed_theme')
    op.drop_index('domain_verified_host', table_name='domain', postgresql_where=sa.text('verified_at is not null'))
    op.drop_index('domain_tenant_host', table_name='domain')
    op.drop_table('domain')
    op.drop_table('api_token')
    op.drop_table('tenant')
    op.drop_index('person_email', table_name='person')
    op.drop_table('person')
    op.execute('drop function notify_tenant_changed')


# Tables that hold a shop's own data: only that shop, in every role.
SHOP_TABLES = (
    'market', 'media_asset', 'product', 'product_text', 'product_option', 'product_option_value', 'product_image',
    'variant', 'variant_option_value', 'collection', 'collection_text', 'collection_product', 'retired_handle',
    'document', 'document_text', 'retired_document_handle', 'menu', 'menu_item', 'price', 'stock_level',
    'theme_version', 'shop_theme', 'installed_theme', 'search_document', 'product_offer',
)
# The registry: the platform role sees all of it, a shop its own rows.
REGISTRY_TABLES = {
    'domain': 'select, delete',
    'membership': 'select',
    'api_token': 'select, insert, update',
}


def _secure() -> None:
    statements = []
    for table in SHOP_TABLES:
        statements += secure_table(table)
    for table, verbs in REGISTRY_TABLES.items():
        statements += [*secure_table(table, verbs=verbs), *open_to_platform(table)]
    statements += [*secure_table('tenant', 'id', verbs='select'), *open_to_platform('tenant')]
    # A shop may claim a host; only the platform says that it is verified.
    statements += ['grant insert (tenant_id, host, is_primary, verification_token, created_at) on domain to storefront_serving']
    # People are not a tenant's rows, so the serving role has no way to them.
    statements += ['grant select, insert, update, delete on person to storefront_platform']
    # A process asks at its start whether the database is at the revision that it was written for.
    statements += ['grant select on alembic_version to storefront_serving, storefront_platform']
    for statement in statements:
        op.execute(statement)


def _create_functions() -> None:
    op.execute("""
        create function notify_tenant_changed() returns trigger language plpgsql as $$
        begin
            perform pg_notify('tenant_changed', coalesce(to_jsonb(new), to_jsonb(old)) ->> tg_argv[0]);
            return null;
        end $$
    """)
    kept_in_memory = {'tenant': 'id'} | dict.fromkeys(('domain', 'market', 'shop_theme', 'installed_theme'), 'tenant_id')
    for table, column in kept_in_memory.items():
        for statement in notify_changes(table, column):
            op.execute(statement)
    # The one question the serving role may ask across tenants: whose host is this? It tells of one exact host, so that
    # nobody can list shops through it. It runs as the owner, which sees the registry as the platform role does.
    op.execute("""
        create function tenant_by_host(asked_slug text, asked_host text)
        returns table (tenant_id bigint, slug text, status text)
        language sql stable security definer set search_path = pg_catalog, pg_temp as $$
            select id, slug, status from public.tenant where slug = asked_slug
            union all
            select tenant.id, tenant.slug, tenant.status
            from public.domain join public.tenant on tenant.id = domain.tenant_id
            where domain.host = asked_host and domain.verified_at is not null
            limit 1
        $$
    """)
    op.execute('revoke all on function tenant_by_host from public')
    op.execute('grant execute on function tenant_by_host to storefront_serving, storefront_platform')


def _create_search() -> None:
    # The operators of text search are not leakproof, so under a row policy the planner must not use their indexes for
    # a role that the policy binds. These two functions run as the owner, whose policy on this one table is always true,
    # and name the tenant themselves: the index is used, and the caller's tenant is still the only one that is seen.
    op.execute('create policy search_index on search_document for select to storefront_owner using (true)')
    mine = f"tenant_id = {CURRENT_TENANT} and language = asked_language"
    op.execute(f"""
        create function search_matches(asked_language text, wanted tsquery, at_most integer)
        returns table (product_id bigint, rank real)
        language sql stable security definer
        set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
            select document.product_id, ts_rank('{{0.05, 0.2, 0.6, 1}}', document.lexemes, wanted)
            from public.search_document document
            where {mine} and document.lexemes @@ wanted
            order by 2 desc, 1 desc limit at_most
        $$
    """)
    op.execute(f"""
        create function search_near(asked_language text, typed text, misspelt tsquery, at_most integer)
        returns table (product_id bigint, folded_title text, closeness real)
        language sql stable security definer
        set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
        set pg_trgm.word_similarity_threshold = 0.5 as $$
            select document.product_id, document.folded_title,
                (document.lexemes @@ misspelt)::int + public.word_similarity(typed, document.folded_title)
            from public.search_document document
            where {mine} and (document.lexemes @@ misspelt or typed operator(public.<%) document.folded_title)
            order by 3 desc, 1 desc limit at_most
        $$
    """)
    for function in ('search_matches', 'search_near'):
        op.execute(f'revoke all on function {function} from public')
        op.execute(f'grant execute on function {function} to storefront_serving, storefront_platform')


def _create_job_queue() -> None:
    schema = Path(__file__).parent.parent / 'sql' / 'procrastinate_3_10_0.sql'
    cursor = op.get_bind().connection.cursor()
    cursor.execute(schema.read_text(encoding='utf-8'))
    tables = [name for (name,) in cursor.execute(
        "select tablename from pg_tables where schemaname = 'public' and tablename like 'procrastinate_%'"
    )]
    for table in tables:
        op.execute(f'grant select, insert, update, delete on {table} to storefront_serving, storefront_platform')
    op.execute('grant usage on all sequences in schema public to storefront_serving, storefront_platform')


def _drop_job_queue() -> None:
    op.execute("""
        do $$ declare item record; begin
            for item in select tablename as name from pg_tables
                where schemaname = 'public' and tablename like 'procrastinate_%'
            loop execute format('drop table public.%I cascade', item.name); end loop;
            for item in select oid::regprocedure as name from pg_proc
                where pronamespace = 'public'::regnamespace and proname like 'procrastinate_%'
            loop execute format('drop function %s cascade', item.name); end loop;
            for item in select typname as name from pg_type
                where typnamespace = 'public'::regnamespace and typname like 'procrastinate_%' and typtype in ('e', 'c')
            loop execute format('drop type if exists public.%I cascade', item.name); end loop;
        end $$
    """)
