"""Finding rows by words, with the database's own engine: tsvector on PostgreSQL, FTS5 on SQLite.

`words` reads a query and folds letters, `index` has the database keep the words of each row,
`rows` narrows rows by them, `lists` hands out all that they find at once, `hits` finds them in
a text.
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
