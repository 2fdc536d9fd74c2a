"""Finding rows by words, with the database's own engine: tsvector on PostgreSQL, FTS5 on SQLite.

`words` parses a query and folds letters; `spellings` knows how else a word may be written. `index`
makes the database keep an index of each row's words. `conditions` filters rows by words, `matches`
returns the keys of all matching rows at once, `vocabulary` the words that there are, and
`highlight` finds the words in a text.
"""

from record.search.conditions import words_begin_with
from record.search.highlight import (
    cut_snippet,
    find_positions,
    fold_words,
    mentions,
    split_by_hits,
    stem_word,
)
from record.search.matches import matching_keys, relevance_by_key
from record.search.spellings import sound_keys
from record.search.vocabulary import count_words
from record.search.words import Query, Reading, Term, parse

__all__ = [
    "Query",
    "Reading",
    "Term",
    "count_words",
    "cut_snippet",
    "find_positions",
    "fold_words",
    "matching_keys",
    "mentions",
    "parse",
    "relevance_by_key",
    "sound_keys",
    "split_by_hits",
    "stem_word",
    "words_begin_with",
]
