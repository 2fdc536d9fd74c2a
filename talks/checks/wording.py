"""Summaries that judge, that name nobody, or that do not go with the kind of the statement."""

import re
from collections.abc import Iterator, Mapping

from django.db.models import Model

from actors.models import Actor, ActorKind
from talks.checks.findings import Finding
from talks.models import OutcomeDocument, Round, Statement, StatementKind

Kind = StatementKind
# The kinds of statement that go with the verb with which a summary begins.
KINDS_OF_VERBS: Mapping[str, tuple[StatementKind, ...]] = {
    "accused": (Kind.ACCUSATION,),
    "announced": (Kind.ANNOUNCEMENT, Kind.COMMITMENT),
    "appealed": (Kind.CALL,),
    "asked": (Kind.CALL, Kind.DEMAND, Kind.PROPOSAL),
    "asks": (Kind.CALL, Kind.DEMAND, Kind.PROPOSAL),
    "blamed": (Kind.ACCUSATION,),
    "called on": (Kind.CALL, Kind.DEMAND),
    "called for": (Kind.CALL, Kind.DEMAND, Kind.PROPOSAL),
    "condemned": (Kind.ACCUSATION, Kind.POSITION),
    "demanded": (Kind.DEMAND, Kind.CONDITION),
    "denied": (Kind.REJECTION,),
    "insisted": (Kind.DEMAND, Kind.CONDITION, Kind.POSITION),
    "invited": (Kind.CALL, Kind.ANNOUNCEMENT, Kind.PROPOSAL),
    "offered": (Kind.PROPOSAL, Kind.COMMITMENT),
    "opposed": (Kind.REJECTION, Kind.POSITION),
    "pledged": (Kind.COMMITMENT,),
    "promised": (Kind.COMMITMENT, Kind.ANNOUNCEMENT),
    "proposed": (Kind.PROPOSAL,),
    "refused": (Kind.REJECTION,),
    "rejected": (Kind.REJECTION,),
    "resigned": (Kind.ANNOUNCEMENT,),
    "suggested": (Kind.PROPOSAL, Kind.ASSESSMENT),
    "undertook": (Kind.COMMITMENT,),
    "urged": (Kind.CALL, Kind.DEMAND),
    "urges": (Kind.CALL, Kind.DEMAND),
}
# The verb at the beginning, and those after “and”.
VERBS = re.compile(rf"(?:^|\band )({'|'.join(KINDS_OF_VERBS)})\b")
URGING = re.compile(r"\b(?:urged|urging|appealed to|called on)\b", re.IGNORECASE)

LOADED_WORDS = re.compile(
    r"\b(?:admit(?:s|ted)|claim(?:s|ed)|conced(?:es|ed|ing)|made light of|dry answer|hypocri\w+|"
    r"suspect(?:s|ed)|boast(?:s|ed)|lectured|mocked|ranted|sneered|so-called|regime)\b",
    re.IGNORECASE,
)
INSIDE_NAMES = re.compile(
    r"\b(?:the trio|the troika|both chairs|the (?:45|50)(?! \w+s\b)|the big three|"
    r"the third third|his boss|her boss)\b",
    re.IGNORECASE,
)
TITLE = re.compile(r"\b(?:[Tt]he|[Hh]is|[Tt]heir) (?:president|minister|envoy|king|ambassador)\b")
WRITTEN_TEXTS: Mapping[type[Model], tuple[str, ...]] = {
    Statement: ("summary",),
    Round: ("agenda", "outcome"),
    OutcomeDocument: ("summary",),
}


def find_wrong_kinds() -> Iterator[Finding]:
    """Yield statements whose summary begins with a verb that their kind does not go with.

    A second verb, after "and", may go with it instead. "Urged" and its like are looked for
    anywhere: with them, an assessment is a call.
    """
    for key, kind, summary in Statement.objects.order_by("pk").values_list("pk", "kind", "summary"):
        verbs = [verb for verb in VERBS.findall(summary.lower()) if verb in KINDS_OF_VERBS]
        begins_with_one = verbs and summary.lower().startswith(verbs[0])
        urging = URGING.search(summary)
        if begins_with_one and not any(kind in KINDS_OF_VERBS[verb] for verb in verbs):
            yield Finding(Statement, key, f"“{verbs[0]}” in {_article(kind)}")
        elif kind == Kind.ASSESSMENT and urging:
            yield Finding(Statement, key, f"“{urging[0].lower()}” in {_article(kind)}")


def _article(kind: str) -> str:
    label = str(StatementKind(kind).label)
    return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"


def find_loaded_words() -> Iterator[Finding]:
    """Yield what is written in words that judge."""
    yield from _find_words(LOADED_WORDS)


def find_inside_names() -> Iterator[Finding]:
    """Yield what is written in names that only those who were there understand."""
    yield from _find_words(INSIDE_NAMES)


def _find_words(pattern: re.Pattern[str]) -> Iterator[Finding]:
    for model, names in WRITTEN_TEXTS.items():
        for key, *texts in model._default_manager.order_by("pk").values_list("pk", *names):
            if words := pattern.search("\n".join(texts)):
                yield Finding(model, key, f"“{words[0]}”")


def find_unnamed() -> Iterator[Finding]:
    """Yield statements whose summary speaks of a president or minister and names nobody."""
    people = Actor.objects.filter(kind=ActorKind.PERSON).values_list("name", flat=True)
    surnames = {name.split()[-1] for name in people} | {"Assad"}
    for key, summary in Statement.objects.order_by("pk").values_list("pk", "summary"):
        title = TITLE.search(summary)
        if title and not any(surname in summary for surname in surnames):
            yield Finding(Statement, key, f"“{title[0]}”")
