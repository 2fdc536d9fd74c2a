"""Finding rows by words, with the database's own engine: tsvector on PostgreSQL, FTS5 on SQLite.

`words` reads a query and folds letters, `index` has the database keep the words of each row,
`rows` narrows and ranks rows by them.
"""

from talks.models.search.rows import SearchedQuerySet
from talks.models.search.words import Query, Term, parse

__all__ = ["Query", "SearchedQuerySet", "Term", "parse"]
