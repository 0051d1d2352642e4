"""A shop's word for reduced rates of tax stands apart from its own figures, and no longer copies them.

What it has copied is taken back: a copy went on charging where the figures that it was made of were ended. Its days
become those figures' own, so that what is charged does not change by this, and ends where these are ended.

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

# The newest copy, and what it was made of: the newest figures that held on its first day. What is charged on a day are
# the newest that hold, so the copy's days can be theirs.
COPIED = """
    select copy.country, copy.valid_from, copied.valid_from as copied_from
    from tax_override copy cross join lateral (
        select * from tax_override earlier
        where earlier.country = copy.country and earlier.valid_from < copy.valid_from
            and (earlier.valid_to is null or earlier.valid_to >= copy.valid_from)
        order by earlier.valid_from desc limit 1) copied
    where (copy.uses_unsure_rates or copied.uses_unsure_rates)
        and copy.vat_rate is not distinct from copied.vat_rate
        and copy.duty_rate is not distinct from copied.duty_rate
        and copy.fees_on @> copied.fees_on and copy.fees_on <@ copied.fees_on
    order by copy.country, copy.valid_from desc limit 1
"""
KEEP = """
    update tax_override kept set valid_to = case
        when kept.valid_to is null or copy.valid_to is null then null
        else greatest(kept.valid_to, copy.valid_to) end
    from tax_override copy
    where (kept.country, kept.valid_from) = (:country, :copied_from)
        and (copy.country, copy.valid_from) = (:country, :valid_from)
"""
FORGET = "delete from tax_override where country = :country and valid_from = :valid_from"


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
    _take_back_copies()
    op.execute("update tax_override set uses_unsure_rates = false where uses_unsure_rates")


def _take_back_copies() -> None:
    """Giving the word copied the figures of that day, and so did taking it back: the copy may have been copied."""
    bind = op.get_bind()
    while (found := bind.execute(sa.text(COPIED)).mappings().first()) is not None:
        for statement in (KEEP, FORGET):
            bind.execute(sa.text(statement), {**found})


def _tenants() -> Iterator[int]:
    """Each tenant in turn, bound: row security holds for the owner too."""
    found = op.get_bind().execute(sa.text("select id from tenant order by id")).scalars().all()
    for tenant_id in found:
        op.get_bind().execute(sa.text("select set_config('app.tenant_id', :id, true)"), {"id": str(tenant_id)})
        yield tenant_id
    op.get_bind().execute(sa.text("select set_config('app.tenant_id', '', true)"))
