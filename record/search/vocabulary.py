"""The words that the texts of the record have."""

from django.db import connection
from django.db.models import Model


def count_words(model: type[Model]) -> dict[str, int]:
    """Return each word in the own texts of a model's rows, folded, with how many rows have it."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT word, ndoc FROM ts_stat(%s)", [f"SELECT words FROM {table}"])
        else:
            name = f"temp.{table}_vocabulary"
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5vocab"
                f" ('main', '{table}_words', 'row')"
            )
            cursor.execute(f"SELECT term, doc FROM {name}")
        return dict(cursor.fetchall())
