"""The index of each row's words, which the database itself updates, however a row is written.

Each table has two indexes: of the words as written (`words`), for phrases and beginnings, and of
their stems (`stems`). PostgreSQL has them in generated columns with GIN indexes, SQLite in FTS5
tables that triggers fill. A row is indexed by its own texts only, so that renaming an actor changes
the index of one row.

`record.derived` builds all of this after each migration of the record.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TypeAlias

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Field, JSONField, Model

from record.search.words import FOLDS
from record.sqlite import list_sqlite_objects

INDEXES = ("words", "stems")
CONFIGS = {"words": "pg_catalog.simple", "stems": "talks_stems"}
Fields: TypeAlias = "Sequence[Field]"
TOKENIZERS = {
    "words": "unicode61 remove_diacritics 2",
    "stems": "porter unicode61 remove_diacritics 2",
}


def build(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the indexes of all searched models, and index the existing rows."""
    is_postgres = editor.connection.vendor == "postgresql"
    if is_postgres:
        _create_configuration(editor)
    create_indexes = _add_tsvector_columns if is_postgres else _create_fts5_tables
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if fields := _searched_fields(model):
            create_indexes(editor, model._meta.db_table, fields)
            if is_postgres and hasattr(model, "earliest"):
                _create_newest_index(editor, model._meta.db_table)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Drop everything that an earlier `build` created, even for models that no longer exist."""
    (_drop_from_postgres if editor.connection.vendor == "postgresql" else _drop_from_sqlite)(editor)


def _searched_fields(model: type[Model]) -> Fields:
    """Return the fields of a model to index; the model may be a historical one of a migration."""
    try:
        current_model = installed_apps.get_model(model._meta.label)
    except LookupError:
        return []
    names = getattr(current_model, "searched_fields", ())
    return [field for field in model._meta.fields if field.name in names]


# PostgreSQL --------------------------------------------------------------------------------------

# Separates two texts, so that no phrase matches across them. It has to be a letter, since only
# words have a position: this one has been out of use for 700 years.
SEPARATOR = "ƿ"


def _create_configuration(editor: BaseDatabaseSchemaEditor) -> None:
    """Create the function that folds letters, and a configuration that stems and has no stop words.

    Most texts are plain ASCII and need no folding of single letters. In others, letters that count
    as others are replaced and accents are removed.
    """
    single = {letter: other for letter, other in FOLDS.items() if len(other) == 1}
    dropped = "".join(letter for letter, other in FOLDS.items() if not other)
    folded = f"translate($1, '{''.join(single)}{dropped}', '{''.join(single.values())}')"
    for letter, other in FOLDS.items():
        if len(other) > 1:
            folded = f"replace({folded}, '{letter}', '{other}')"
    folded = rf"regexp_replace(normalize({folded}, NFD), '[\u0300-\u036f]', '', 'g')"
    editor.execute(
        "CREATE FUNCTION talks_folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT"
        " PARALLEL SAFE AS $$ SELECT lower("
        f"CASE WHEN octet_length($1) = char_length($1) THEN $1 ELSE {folded} END) $$"
    )
    editor.execute(
        "CREATE TEXT SEARCH DICTIONARY talks_stem (TEMPLATE = snowball, LANGUAGE = english)"
    )
    editor.execute("CREATE TEXT SEARCH CONFIGURATION talks_stems (COPY = pg_catalog.simple)")
    editor.execute(
        "ALTER TEXT SEARCH CONFIGURATION talks_stems"
        " ALTER MAPPING FOR asciiword, word WITH talks_stem"
    )


def _add_tsvector_columns(editor: BaseDatabaseSchemaEditor, table: str, fields: Fields) -> None:
    """Add a generated column for each index, with a GIN index.

    Punctuation is removed first: PostgreSQL's parser would read it as part of addresses, paths,
    signs and tags.
    """
    texts = f" || ' {SEPARATOR} ' || ".join(map(_column_text, fields))
    plain = rf"regexp_replace(talks_folded({texts}), '[\x01-/:-@[-`{{-\x7f]+', ' ', 'g')"
    editor.execute(
        f"ALTER TABLE {table} "
        + ", ".join(
            f"ADD COLUMN {index} tsvector GENERATED ALWAYS AS"
            f" (ts_delete(to_tsvector('{CONFIGS[index]}', {plain}), '{SEPARATOR}')) STORED"
            for index in INDEXES
        )
    )
    for index in INDEXES:
        # No fastupdate: it keeps new rows in a list, which each search would have to scan.
        editor.execute(
            f"CREATE INDEX {table}_{index} ON {table} USING gin ({index}) WITH (fastupdate = off)"
        )


def _column_text(field: "Field") -> str:
    if isinstance(field, JSONField):
        return rf"regexp_replace({field.column}::text, '\\(u.{{4}}|.)', ' ', 'g')"
    return str(field.column)


def _create_newest_index(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Index rows in the order in which matches are listed: newest first, the undated last.

    SQLite reads its index of days backwards for that; PostgreSQL would put the undated first.
    """
    editor.execute(f"CREATE INDEX {table}_newest ON {table} (earliest DESC NULLS LAST, id DESC)")


def _drop_from_postgres(editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND is_generated = 'ALWAYS'"
            " AND column_name = ANY(%s)",
            [list(INDEXES)],
        )
        generated = cursor.fetchall()
    for table, column in generated:
        editor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        editor.execute(f"DROP INDEX IF EXISTS {table}_newest")
    editor.execute("DROP TEXT SEARCH CONFIGURATION IF EXISTS talks_stems")
    editor.execute("DROP TEXT SEARCH DICTIONARY IF EXISTS talks_stem")
    editor.execute("DROP FUNCTION IF EXISTS talks_folded(text)")


# SQLite ------------------------------------------------------------------------------------------

NESTED_REPLACES = 20  # calls inside one another; SQLite's parser refuses many more


def _create_fts5_tables(editor: BaseDatabaseSchemaEditor, table: str, fields: Fields) -> None:
    """Create the two FTS5 tables, fill them, and create triggers that update them.

    A trigger deletes before it inserts. REPLACE may have removed a row without a trigger, and a
    conflict would be resolved in the way that the outer statement asks for.
    """
    columns = [str(field.column) for field in fields]
    for index in INDEXES:
        editor.execute(
            f"CREATE VIRTUAL TABLE {table}_{index} USING fts5"
            f"({', '.join(columns)}, tokenize = '{TOKENIZERS[index]}')"
        )
    for statement in _insert_statements(table, fields):
        editor.execute(statement)
    inserts = "; ".join(_insert_statements(table, fields, "new"))
    delete_old, delete_new = (
        "; ".join(f"DELETE FROM {table}_{index} WHERE rowid = {row}.id" for index in INDEXES)
        for row in ("old", "new")
    )
    for event, action, body in (
        ("insert", "INSERT", f"{delete_new}; {inserts}"),
        ("update", f"UPDATE OF id, {', '.join(columns)}", f"{delete_old}; {delete_new}; {inserts}"),
        ("delete", "DELETE", delete_old),
    ):
        editor.execute(
            f"CREATE TRIGGER {table}_says_on_{event} AFTER {action} ON {table} BEGIN {body}; END"
        )


def _insert_statements(table: str, fields: Fields, row: str = "") -> Iterator[str]:
    """Yield statements that index all rows, or only the row that a trigger calls `row`."""
    columns = [str(field.column) for field in fields]
    names = ", ".join(columns)
    texts = ", ".join(
        f"(SELECT group_concat(value, char(10)) FROM json_each({row or table}.{field.column}))"
        if isinstance(field, JSONField)
        else f"{row or table}.{field.column}"
        for field in fields
    )
    source = f" FROM {table}" * (not row)
    yield f"INSERT INTO {table}_words (rowid, {names}) SELECT {row or table}.id, {texts}{source}"
    this = f" AND rowid = {row}.id" if row else ""
    # Most texts are plain ASCII and need no folding: they have as many bytes as letters.
    all_texts = " || ".join(f"coalesce({column}, '')" for column in columns)
    folds = list(FOLDS.items())
    for start in range(0, len(folds), NESTED_REPLACES):
        batch = folds[start : start + NESTED_REPLACES]
        assignments = ", ".join(
            f"{column} = " + reduce(lambda t, f: f"replace({t}, '{f[0]}', '{f[1]}')", batch, column)
            for column in columns
        )
        yield (
            f"UPDATE {table}_words SET {assignments}"
            f" WHERE length({all_texts}) < length(CAST({all_texts} AS BLOB)){this}"
        )
    yield (
        f"INSERT INTO {table}_stems (rowid, {names})"
        f" SELECT rowid, {names} FROM {table}_words WHERE true{this}"
    )


def _drop_from_sqlite(editor: BaseDatabaseSchemaEditor) -> None:
    for trigger in list_sqlite_objects(editor.connection, "trigger", "%_says_on_%"):
        editor.execute(f"DROP TRIGGER {trigger}")
    for index in INDEXES:
        for table in list_sqlite_objects(
            editor.connection, "table", f"%_{index}", "CREATE VIRTUAL TABLE%"
        ):
            editor.execute(f"DROP TABLE {table}")
