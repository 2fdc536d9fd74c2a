"""The words of each row, kept by the database itself, so that no way of writing is missed.

Each table has its words twice: as written (`words`), for phrases and beginnings, and by their
stem (`stems`). PostgreSQL keeps them in generated columns with GIN indexes, SQLite in FTS5 tables
that triggers fill; a row holds its own texts alone, so that to rename an actor changes one row.

SQLite drops the triggers where Django makes a table anew, and PostgreSQL alters no column from
which another is generated: a migration that alters an indexed table begins with
`RunPython(unindex, index)` and ends with `RunPython(index, unindex)`.
"""

from collections.abc import Iterator, Mapping
from functools import reduce

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from talks.models.search.words import FOLDS

INDEXED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("actors", "Actor"): ("name", "name_ar", "aliases"),
    ("talks", "Track"): ("name", "short_name"),
    ("talks", "Venue"): ("city", "former_names"),
    ("talks", "Round"): ("title", "agenda", "outcome", "timing", "format", "note"),
    ("talks", "Statement"): ("summary", "quotation", "note"),
    ("talks", "OutcomeDocument"): ("title", "summary", "symbol"),
}
LISTS = {"aliases"}  # JSON lists of texts
KINDS = ("words", "stems")
CONFIGS = {"words": "pg_catalog.simple", "stems": "talks_stems"}
TOKENIZERS = {
    "words": "unicode61 remove_diacritics 2",
    "stems": "porter unicode61 remove_diacritics 2",
}


def index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Have the database keep the words of these tables, and index what they hold already.

    Of a state of the models that lacks a column, the others are indexed.
    """
    unindex(apps, editor)
    is_postgres = editor.connection.vendor == "postgresql"
    if is_postgres:
        _configure(editor)
    for table, columns in _tables(apps).items():
        (_generate if is_postgres else _fill)(editor, table, columns)


def unindex(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the words away again, as far as they are there."""
    for table in _tables(apps):
        if editor.connection.vendor == "postgresql":
            for kind in KINDS:
                editor.execute(f"ALTER TABLE {table} DROP COLUMN IF EXISTS {kind}")
            continue
        for event in ("insert", "update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_says_on_{event}")
        for kind in KINDS:
            editor.execute(f"DROP TABLE IF EXISTS {table}_{kind}")
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TEXT SEARCH CONFIGURATION IF EXISTS talks_stems")
        editor.execute("DROP TEXT SEARCH DICTIONARY IF EXISTS talks_stem")
        editor.execute("DROP FUNCTION IF EXISTS talks_folded(text)")


def _tables(apps: Apps) -> dict[str, list[str]]:
    models = {apps.get_model(*name)._meta: columns for name, columns in INDEXED.items()}
    return {
        meta.db_table: [field.column for field in meta.fields if field.name in columns]
        for meta, columns in models.items()
    }


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


def _generate(editor: BaseDatabaseSchemaEditor, table: str, columns: list[str]) -> None:
    texts = f" || ' {BETWEEN} ' || ".join(map(_listed, columns))
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


def _listed(column: str) -> str:
    if column in LISTS:
        return rf"regexp_replace({column}::text, '\\(u.{{4}}|.)', ' ', 'g')"
    return column


# SQLite ------------------------------------------------------------------------------------------

AT_ONCE = 20  # replacements within one another; SQLite's parser would not take many more


def _fill(editor: BaseDatabaseSchemaEditor, table: str, columns: list[str]) -> None:
    """Make the two FTS5 tables, fill them, and have triggers keep them.

    A trigger deletes before it inserts, since REPLACE may have removed a row unseen, and since a
    conflict would be met as the statement around it says.
    """
    for kind in KINDS:
        editor.execute(
            f"CREATE VIRTUAL TABLE {table}_{kind} USING fts5"
            f"({', '.join(columns)}, tokenize = '{TOKENIZERS[kind]}')"
        )
    for statement in _inserted(table, columns):
        editor.execute(statement)
    kept = "; ".join(_inserted(table, columns, "new"))
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


def _inserted(table: str, columns: list[str], row: str = "") -> Iterator[str]:
    """Yield what inserts the words of all rows, or of the one that a trigger calls `row`."""
    names = ", ".join(columns)
    texts = ", ".join(
        f"(SELECT group_concat(value, char(10)) FROM json_each({row or table}.{column}))"
        if column in LISTS
        else f"{row or table}.{column}"
        for column in columns
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
