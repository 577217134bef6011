"""Whether single answers of a round may be handed out, as the respondents were told.

No round before this was told of it, so it is off for all of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # A column with a constant default is added in place, on SQLite too: no table is written anew,
    # so no row of another table loses the round it belongs to.
    op.add_column(
        "survey_round",
        sa.Column("microdata", sa.Boolean, nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("survey_round", "microdata")
