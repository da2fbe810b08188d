"""Pictures may be described anew, and deleted where no text shows them; their pixels stay what they are."""

from alembic import op

from app.kernel.frozen import refuse_changes, refuse_changes_of

revision = "0008"
down_revision = "0007"

FIXED = ("id", "name", "digest", "width", "height", "size", "created_at", "created_by")
TRIGGERS = {
    "sqlite": ("pictures_refuses_update", "pictures_refuses_delete"),
    "postgresql": ("pictures_refuses_changes", "pictures_refuses_truncate"),
}


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for trigger in TRIGGERS[dialect]:
        _drop(trigger, dialect)
    op.execute(refuse_changes_of("pictures", FIXED, dialect))


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    _drop("pictures_guards_columns", dialect)
    for statement in refuse_changes("pictures", dialect):
        op.execute(statement)


def _drop(trigger: str, dialect: str) -> None:
    op.execute(f"DROP TRIGGER {trigger}" + ("" if dialect == "sqlite" else " ON pictures"))
