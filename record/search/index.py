"""The words of each row, kept by the database itself, so that no way of writing is missed.

Each table has its words twice: as written (`words`), for phrases and beginnings, and by their
stem (`stems`). PostgreSQL keeps them in generated columns with GIN indexes, SQLite in FTS5 tables
that triggers fill; a row holds its own texts alone, so that to rename an actor changes one row.

`record.derived` has all of it built after each migration of the record.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any, TypeAlias

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Field, JSONField, Model

from record.search.words import FOLDS
from record.sqlite import sqlite_objects

KINDS = ("words", "stems")
CONFIGS = {"words": "pg_catalog.simple", "stems": "talks_stems"}
Fields: TypeAlias = "Sequence[Field[Any, Any]]"
TOKENIZERS = {
    "words": "unicode61 remove_diacritics 2",
    "stems": "porter unicode61 remove_diacritics 2",
}


def build(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Have the database keep the words of all searched models, and index the rows it has."""
    is_postgres = editor.connection.vendor == "postgresql"
    if is_postgres:
        _configure(editor)
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if fields := _searched_fields(model):
            (_generate if is_postgres else _fill)(editor, model._meta.db_table, fields)
            if is_postgres and hasattr(model, "earliest"):
                _index_newest_first(editor, model._meta.db_table)


def drop(editor: BaseDatabaseSchemaEditor) -> None:
    """Take away all that `build` made, as far as it is there, whatever it was built from."""
    (_drop_from_postgres if editor.connection.vendor == "postgresql" else _drop_from_sqlite)(editor)


def _searched_fields(model: type[Model]) -> "Fields":
    """Return the fields to index of a model, which may be one of a past state of the models."""
    try:
        today = installed_apps.get_model(model._meta.label)
    except LookupError:
        return []
    names = getattr(today, "searched_fields", ())
    return [field for field in model._meta.fields if field.name in names]


# PostgreSQL --------------------------------------------------------------------------------------

# Stands between two texts, so that no phrase reaches from one into the next: a letter that has
# been out of use for 700 years, since what is no letter would take up no place.
BETWEEN = "ƿ"


def _configure(editor: BaseDatabaseSchemaEditor) -> None:
    """Make the folding of letters, and a configuration that stems and leaves no word out.

    Texts in plain ASCII, which most are, are not looked at letter by letter. The other steps are:
    letters that count as others, accents apart and away, then punctuation, of which PostgreSQL's
    parser would make addresses, paths, signs and tags.
    """
    single = {letter: other for letter, other in FOLDS.items() if len(other) == 1}
    gone = "".join(letter for letter, other in FOLDS.items() if not other)
    folded = f"translate($1, '{''.join(single)}{gone}', '{''.join(single.values())}')"
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


def _generate(editor: BaseDatabaseSchemaEditor, table: str, fields: Fields) -> None:
    texts = f" || ' {BETWEEN} ' || ".join(map(_text_of, fields))
    plain = rf"regexp_replace(talks_folded({texts}), '[\x01-/:-@[-`{{-\x7f]+', ' ', 'g')"
    editor.execute(
        f"ALTER TABLE {table} "
        + ", ".join(
            f"ADD COLUMN {kind} tsvector GENERATED ALWAYS AS"
            f" (ts_delete(to_tsvector('{CONFIGS[kind]}', {plain}), '{BETWEEN}')) STORED"
            for kind in KINDS
        )
    )
    for kind in KINDS:
        # Without a list of what is yet to be indexed, through which each search would have to go.
        editor.execute(
            f"CREATE INDEX {table}_{kind} ON {table} USING gin ({kind}) WITH (fastupdate = off)"
        )


def _text_of(field: "Field[Any, Any]") -> str:
    if isinstance(field, JSONField):
        return rf"regexp_replace({field.column}::text, '\\(u.{{4}}|.)', ' ', 'g')"
    return str(field.column)


def _index_newest_first(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Index rows in the order in which hits are wanted: newest first, the undated last.

    SQLite walks its index of days backwards for that; PostgreSQL would put the undated first.
    """
    editor.execute(f"CREATE INDEX {table}_newest ON {table} (earliest DESC NULLS LAST, id DESC)")


def _drop_from_postgres(editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND is_generated = 'ALWAYS'"
            " AND column_name = ANY(%s)",
            [list(KINDS)],
        )
        generated = cursor.fetchall()
    for table, column in generated:
        editor.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        editor.execute(f"DROP INDEX IF EXISTS {table}_newest")
    editor.execute("DROP TEXT SEARCH CONFIGURATION IF EXISTS talks_stems")
    editor.execute("DROP TEXT SEARCH DICTIONARY IF EXISTS talks_stem")
    editor.execute("DROP FUNCTION IF EXISTS talks_folded(text)")


# SQLite ------------------------------------------------------------------------------------------

AT_ONCE = 20  # replacements within one another; SQLite's parser would not take many more


def _fill(editor: BaseDatabaseSchemaEditor, table: str, fields: Fields) -> None:
    """Make the two FTS5 tables, fill them, and have triggers keep them.

    A trigger deletes before it inserts, since REPLACE may have removed a row unseen, and since a
    conflict would be met as the statement around it says.
    """
    columns = [str(field.column) for field in fields]
    for kind in KINDS:
        editor.execute(
            f"CREATE VIRTUAL TABLE {table}_{kind} USING fts5"
            f"({', '.join(columns)}, tokenize = '{TOKENIZERS[kind]}')"
        )
    for statement in _inserted(table, fields):
        editor.execute(statement)
    kept = "; ".join(_inserted(table, fields, "new"))
    old, new = (
        "; ".join(f"DELETE FROM {table}_{kind} WHERE rowid = {row}.id" for kind in KINDS)
        for row in ("old", "new")
    )
    for event, on, does in (
        ("insert", "INSERT", f"{new}; {kept}"),
        ("update", f"UPDATE OF id, {', '.join(columns)}", f"{old}; {new}; {kept}"),
        ("delete", "DELETE", old),
    ):
        editor.execute(
            f"CREATE TRIGGER {table}_says_on_{event} AFTER {on} ON {table} BEGIN {does}; END"
        )


def _inserted(table: str, fields: Fields, row: str = "") -> Iterator[str]:
    """Yield what inserts the words of all rows, or of the one that a trigger calls `row`."""
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
    # Texts in plain ASCII, which most are, are not looked at letter by letter.
    said = " || ".join(f"coalesce({column}, '')" for column in columns)
    folds = list(FOLDS.items())
    for at in range(0, len(folds), AT_ONCE):
        some = folds[at : at + AT_ONCE]
        changed = ", ".join(
            f"{column} = " + reduce(lambda t, f: f"replace({t}, '{f[0]}', '{f[1]}')", some, column)
            for column in columns
        )
        yield (
            f"UPDATE {table}_words SET {changed}"
            f" WHERE length({said}) < length(CAST({said} AS BLOB)){this}"
        )
    yield (
        f"INSERT INTO {table}_stems (rowid, {names})"
        f" SELECT rowid, {names} FROM {table}_words WHERE true{this}"
    )


def _drop_from_sqlite(editor: BaseDatabaseSchemaEditor) -> None:
    for trigger in sqlite_objects(editor.connection, "trigger", "%_says_on_%"):
        editor.execute(f"DROP TRIGGER {trigger}")
    for kind in KINDS:
        for table in sqlite_objects(
            editor.connection, "table", f"%_{kind}", "CREATE VIRTUAL TABLE%"
        ):
            editor.execute(f"DROP TABLE {table}")
