"""Finding rows by words, with the database's own engine: tsvector on PostgreSQL, FTS5 on SQLite.

`words` reads a query and folds letters, `index` has the database keep the words of each row,
`rows` narrows rows by them, `lists` hands out all that they find at once, `hits` finds them in
a text.
"""

from talks.models.search.hits import pieces, says, snippet
from talks.models.search.lists import meeting, relevances
from talks.models.search.rows import SearchedQuerySet, beginning
from talks.models.search.words import Query, Term, parse

__all__ = [
    "Query",
    "SearchedQuerySet",
    "Term",
    "beginning",
    "meeting",
    "parse",
    "pieces",
    "relevances",
    "says",
    "snippet",
]
