"""A shop's word for reduced rates of tax stands apart from its own figures, and no longer copies them.

`tax_override.uses_unsure_rates` is not read any more; the release after this one drops it.
"""

from collections.abc import Iterator

import sqlalchemy as sa
import sqlmodel
from alembic import op
from tenants.isolation.policies import secure_table

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    op.create_table(
        "tax_rates_answer",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("country", sqlmodel.sql.sqltypes.AutoString(length=2), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
        sa.CheckConstraint("reason <> ''", name="tax_rates_answer_has_a_reason"),
        sa.CheckConstraint("valid_to is null or valid_to >= valid_from", name="tax_rates_answer_ends_after_it_begins"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], ondelete="cascade"),
        sa.PrimaryKeyConstraint("tenant_id", "country", "valid_from"),
    )
    for statement in secure_table("tax_rates_answer"):
        op.execute(statement)
    for _ in _tenants():
        _move()


def downgrade() -> None:
    """Forget the shops' words: the full rate is charged, until they answer again."""
    op.execute("set local lock_timeout = '4s'")
    op.drop_table("tax_rates_answer")


def _move() -> None:
    """A word held until the next figures began, which said again whether it holds."""
    op.execute(
        "insert into tax_rates_answer (tenant_id, country, valid_from, valid_to, reason)"
        " select tenant_id, country, valid_from, ends, reason from ("
        " select *, least(valid_to, lead(valid_from) over (partition by country order by valid_from) - 1) as ends"
        " from tax_override) as figure where uses_unsure_rates"
    )
    op.execute(
        "delete from tax_override where vat_rate is null and duty_rate is null and cardinality(fees_on) = 0"
    )
    op.execute("update tax_override set uses_unsure_rates = false where uses_unsure_rates")


def _tenants() -> Iterator[int]:
    """Each tenant in turn, bound: row security holds for the owner too."""
    found = op.get_bind().execute(sa.text("select id from tenant order by id")).scalars().all()
    for tenant_id in found:
        op.get_bind().execute(sa.text("select set_config('app.tenant_id', :id, true)"), {"id": str(tenant_id)})
        yield tenant_id
    op.get_bind().execute(sa.text("select set_config('app.tenant_id', '', true)"))
