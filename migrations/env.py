"""Alembic's entry point. `storefront migrate` passes an open connection; there is no other way in."""

from alembic import context

from migrations.filters import is_ours
from storefront.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    include_name=is_ours,
    compare_type=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
