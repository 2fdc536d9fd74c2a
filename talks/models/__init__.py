"""What happened, where, who said what, and how we know.

`tracks`, `venues` and `topics` are what rounds refer to; `rounds` say who met when, and
`participations` who was there and who was not; `statements` who said what; `documents` what was
agreed; `sources` and `citations` where each fact comes from; `evidence` what citations add to a
fact; `slips` how late rounds were held; `surroundings` what was said around a round; `story` tells
it all in eras. `dated` and `things` hold what several of these share.
"""

from talks.models.citations import (
    MAY_BE_UNCITED,
    TARGET_OF,
    TARGETS,
    THING_TYPES,
    UNCITED,
    Citation,
)
from talks.models.documents import DocumentKind, OutcomeDocument
from talks.models.evidence import GRAVE_NATURES, GRAVITY, Nature
from talks.models.explanations import Explanation
from talks.models.participations import Participation, RoundRole
from talks.models.rounds import Round, Status
from talks.models.slips import Slip, measure_slip
from talks.models.sources import Source, SourceKind, SourceSubkind, language_in_words
from talks.models.statements import KIND_MEANINGS, ContextNote, Statement, StatementKind
from talks.models.story import SUPPORTS, Era, EraSentence
from talks.models.surroundings import Excerpt, read_surroundings
from talks.models.topics import Topic
from talks.models.tracks import Role, Track, TrackRole
from talks.models.venues import Venue

__all__ = [
    "GRAVE_NATURES",
    "GRAVITY",
    "KIND_MEANINGS",
    "MAY_BE_UNCITED",
    "SUPPORTS",
    "TARGETS",
    "TARGET_OF",
    "THING_TYPES",
    "UNCITED",
    "Citation",
    "ContextNote",
    "DocumentKind",
    "Era",
    "EraSentence",
    "Excerpt",
    "Explanation",
    "Nature",
    "OutcomeDocument",
    "Participation",
    "Role",
    "Round",
    "RoundRole",
    "Slip",
    "Source",
    "SourceKind",
    "SourceSubkind",
    "Statement",
    "StatementKind",
    "Status",
    "Topic",
    "Track",
    "TrackRole",
    "Venue",
    "language_in_words",
    "measure_slip",
    "read_surroundings",
]
