"""Run by Alembic: takes the connection, and with it the transaction, of whoever called it."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # Alembic believes that SQLite cannot undo changes of the schema; in BEGIN IMMEDIATE it can.
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
