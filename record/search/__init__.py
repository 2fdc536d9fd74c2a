"""Finding rows by words, with the database's own engine: tsvector on PostgreSQL, FTS5 on SQLite.

`words` reads a query and folds letters, `index` has the database keep the words of each row,
`rows` narrows rows by them, `lists` hands out all that they find at once, `hits` finds them in
a text.
"""

from record.search.conditions import beginning
from record.search.highlight import pieces, says, snippet
from record.search.matches import meeting, relevances
from record.search.words import Query, Term, parse

__all__ = [
    "Query",
    "Term",
    "beginning",
    "meeting",
    "parse",
    "pieces",
    "relevances",
    "says",
    "snippet",
]
