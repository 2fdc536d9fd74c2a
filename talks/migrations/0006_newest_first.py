"""Rows by their day, the newest first and the undated last: the order in which hits are wanted.

SQLite walks its index of days backwards for that; PostgreSQL would put the undated first.
"""

from django.db import migrations

TABLES = ("talks_statement", "talks_round", "talks_outcomedocument")


def index(apps, editor):
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(
                f"CREATE INDEX {table}_newest ON {table} (earliest DESC NULLS LAST, id DESC)"
            )


def unindex(apps, editor):
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(f"DROP INDEX {table}_newest")


class Migration(migrations.Migration):
    dependencies = [("talks", "0005_words")]
    operations = [migrations.RunPython(index, unindex)]
