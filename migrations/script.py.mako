"""${message}

Revision ${up_revision}, after ${down_revision | comma,n}.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op
${imports if imports else ""}
from tenants.isolation.policies import notify_changes, open_to_platform, secure_table

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A migration waits for no lock that shoppers hold: it fails instead, and is run again.
    op.execute("set local lock_timeout = '4s'")
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    op.execute("set local lock_timeout = '4s'")
    ${downgrades if downgrades else "pass"}
