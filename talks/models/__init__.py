"""What happened, where, who said what, and how we know.

`places` holds tracks and venues, `rounds` who met when, `statements` who said what, `documents`
what was agreed, `sources` and `citations` what all of it rests on, `evidence` what that tells of
each fact.
"""

from talks.models.citations import NAMED, SIDES, TARGET_OF, TARGETS, UNCITED, Citation
from talks.models.documents import DocumentKind, OutcomeDocument
from talks.models.evidence import GRAVITY, Nature
from talks.models.places import Role, Topic, Track, TrackRole, Venue
from talks.models.rounds import Participation, Round, Status
from talks.models.slips import Slip, slip
from talks.models.sources import Source, SourceKind, SourceSubkind
from talks.models.statements import ContextNote, Statement, StatementKind

__all__ = [
    "GRAVITY",
    "NAMED",
    "SIDES",
    "TARGETS",
    "TARGET_OF",
    "UNCITED",
    "Citation",
    "ContextNote",
    "DocumentKind",
    "Nature",
    "OutcomeDocument",
    "Participation",
    "Role",
    "Round",
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
    "slip",
]
