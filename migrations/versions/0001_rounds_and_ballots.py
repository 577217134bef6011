"""Rounds, invitations, sealed answers, and what is kept of them after release.

The first tables. No time stamp, serial number or order of arrival in any of the last five.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "survey_round",
        sa.Column("id", sa.String(12), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("access", sa.String(8), nullable=False),
        sa.Column("opens_on", sa.Date),
        sa.Column("closes_on", sa.Date),
        sa.Column("questionnaire_id", sa.String(64), nullable=False),
        sa.Column("questionnaire_version", sa.Integer, nullable=False),
        sa.Column("questionnaire_hash", sa.String(64), nullable=False),
        sa.Column("questionnaire", sa.LargeBinary, nullable=False),
        sa.Column("fills", sa.JSON, nullable=False),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("classes", sa.JSON, nullable=False),
        sa.Column("k_min", sa.Integer, nullable=False),
        sa.Column("detail", sa.String(8), nullable=False),
        sa.Column("public_key", sa.LargeBinary(32), nullable=False),
        sa.Column("pad_bytes", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_round"),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'closing', 'released', 'key_destroyed')",
            name=op.f("ck_survey_round_state"),
        ),
        sa.CheckConstraint("access IN ('codes', 'open')", name=op.f("ck_survey_round_access")),
        sa.CheckConstraint("detail IN ('standard', 'full')", name=op.f("ck_survey_round_detail")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(12), nullable=False),
        sa.Column("group_id", sa.String(16), nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("code_mac", sa.LargeBinary(32), nullable=False),
        sa.Column("answered", sa.Boolean, nullable=False),
        sa.Column("reminders_sent", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.UniqueConstraint("code_mac", name="uq_invitation_code_mac"),
        _of_round("invitation"),
    )
    op.create_index("ix_invitation_round_id", "invitation", ["round_id"])
    op.create_table(
        "sealed_answer",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(12), nullable=False),
        sa.Column("ct", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_answer"),
        _of_round("sealed_answer"),
    )
    op.create_index("ix_sealed_answer_round_id", "sealed_answer", ["round_id"])
    # WITHOUT ROWID: a hidden row number would keep the order in which rows were written.
    op.create_table(
        "response",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(12), nullable=False),
        sa.Column("class_id", sa.String(16)),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        _of_round("response"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_response_round_id", "response", ["round_id"])
    op.create_table(
        "free_text",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("round_id", sa.String(12), nullable=False),
        sa.Column("question_id", sa.String(80), nullable=False),
        sa.Column("class_id", sa.String(16)),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_free_text"),
        _of_round("free_text"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_free_text_round_id", "free_text", ["round_id"])
    op.create_table(
        "round_count",
        sa.Column("round_id", sa.String(12), nullable=False),
        sa.Column("group_id", sa.String(16), nullable=False),
        sa.Column("invited", sa.Integer),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("round_id", "group_id", name="pk_round_count"),
        _of_round("round_count"),
    )


def downgrade() -> None:
    for table in (
        "round_count",
        "free_text",
        "response",
        "sealed_answer",
        "invitation",
        "survey_round",
    ):
        op.drop_table(table)


def _of_round(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["round_id"], ["survey_round.id"], name=f"fk_{table}_round_id_survey_round"
    )
