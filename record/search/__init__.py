"""Finding rows by words, with the database's own engine: tsvector on PostgreSQL, FTS5 on SQLite.

`words` parses a query and folds letters. `index` makes the database keep an index of each row's
words. `conditions` filters rows by words, `matches` returns the keys of all matching rows at once,
and `highlight` finds the words in a text.
"""

from record.search.conditions import words_begin_with
from record.search.highlight import cut_snippet, mentions, split_by_hits
from record.search.matches import matching_keys, relevance_by_key
from record.search.words import Query, Term, parse

__all__ = [
    "Query",
    "Term",
    "cut_snippet",
    "matching_keys",
    "mentions",
    "parse",
    "relevance_by_key",
    "split_by_hits",
    "words_begin_with",
]
