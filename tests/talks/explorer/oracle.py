"""The selection of a question, by a slow and obvious reading of every row."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from actors.models import Actor, Relation
from record.dates import Bounds, bounds, span
from record.search import Term, parse
from talks.models import (
    THING_TYPES,
    Citation,
    OutcomeDocument,
    Participation,
    Round,
    Statement,
    Topic,
)
from tests.records import CHOOSABLE
from tests.talks.words import meets

Memberships = list[tuple[str, str, Bounds]]


def read_memberships() -> Memberships:
    """Return who was a member of, or held an office of whom, and from when to when."""
    return [
        (
            relation.subject.slug,
            relation.object.slug,
            Bounds(
                None if relation.start_is_sighting else bounds(relation.start).earliest,
                None if relation.end_is_sighting else bounds(relation.end).latest,
            ),
        )
        for relation in Relation.objects.select_related("subject", "object")
        if relation.kind in ("member-of", "office-of")
    ]


def belongs(
    member: str, group: str, days: Bounds, memberships: Memberships, passed: frozenset[str]
) -> bool:
    """Say whether an actor may have belonged to another on one of some days, link by link."""
    if member == group:
        return True
    for actor, other, term in memberships:
        if actor == member and other not in passed and may_lie_within(days, *closed(term)):
            first = max(days.earliest or dt.date.min, term.earliest or dt.date.min)
            last = min(days.latest or dt.date.max, term.latest or dt.date.max)
            if belongs(other, group, Bounds(first, last), memberships, passed | {other}):
                return True
    return False


def closed(days: Bounds) -> tuple[dt.date, dt.date]:
    return days.earliest or dt.date.min, days.latest or dt.date.max


def round_of(row: Any) -> Round | None:
    return row if isinstance(row, Round) else row.round


def is_there(part: Participation) -> bool:
    return part.role not in ("invited", "absent", "declined")


def actors_of(row: "RowAsOf", direction: str) -> tuple[set[str], set[str]]:
    """Return whose a row is, and for which of them it counts for those to whom they belong."""
    thing = row.row
    if isinstance(thing, Round | OutcomeDocument):
        acting = row.actors() if direction != "to" else set()
        return acting, acting
    own, speaking = set[str](), set[str]()
    if direction != "to":
        own = {actor.slug for actor in (thing.speaker, thing.on_behalf_of) if actor}
        speaking = {(thing.on_behalf_of or thing.speaker).slug}
    addressed = {actor.slug for actor in thing.addressees.all()} if direction != "by" else set()
    return own | addressed, speaking | addressed


def kinds_of(row: Any) -> set[str]:
    if isinstance(row, Round):
        return {thing.kind for thing in (*row.statements.all(), *row.documents.all())}
    return {row.kind}


def topics_of(row: Any) -> set[str]:
    owner = row.round if isinstance(row, OutcomeDocument) else row
    owners = [owner] if owner else []
    if isinstance(owner, Round) and not owner.topics.all():
        owners = list(owner.statements.all())
    return {topic.slug for one in owners for topic in one.topics.all()}


def evidence_of(row: Any, citations: list[Citation]) -> set[str]:
    natures = {citation.nature for citation in citations} - {""}
    grave = natures & {"contradiction", "judgement"}
    alone = {"one-source"} if len({citation.source for citation in citations}) == 1 else set()
    disputed = {"disputed"} if grave else set()
    return disputed | ({"detail"} if natures - grave else set()) | alone | {row.confidence}


def slug_of(thing: Any) -> set[str]:
    return {thing.slug} if thing else set()


VALUES: dict[str, Callable[[Any], set[str]]] = {
    "venue": lambda row: slug_of(getattr(round_of(row), "venue", None)),
    "track": lambda row: slug_of(getattr(round_of(row), "track", None)),
    "topic": topics_of,
    "kind": kinds_of,
    "source": lambda row: {citation.source.slug for citation in row.citations.all()},
    "show": lambda row: {THING_TYPES[type(row)]},
}


def names_of(actor: Actor) -> list[str]:
    return [actor.name, actor.name_ar, *actor.aliases]


def own_texts_of(row: Any) -> list[str]:
    if isinstance(row, OutcomeDocument):
        return [row.title, row.summary, row.symbol, *row.other_parties]
    if isinstance(row, Statement):
        return [row.summary, row.quotation, row.note]
    own = [row.title, row.agenda, row.outcome, row.timing, row.format, row.note]
    return [*own, *row.other_participants]


def texts_beside(row_then: "RowAsOf") -> list[str]:
    """Return the names that stand beside a row: who, where, on which track, at which round."""
    row = row_then.row
    slugs = actors_of(row_then, "either")[0]
    texts = [name for slug in slugs for name in names_of(Actor.objects.get(slug=slug))]
    texts += [topic.name for topic in Topic.objects.filter(slug__in=topics_of(row))]
    if round := round_of(row):
        texts += [round.track.name, round.track.short_name]
        texts += [round.venue.city, round.venue.former_names] if round.venue else []
        if RowAsOf(round, row_then.day).is_there():
            texts += [str(round), f"{round.track.name} {round.number or ''}"]
    return texts


def has_term(row_then: "RowAsOf", term: Term) -> bool:
    texts = [*own_texts_of(row_then.row), *texts_beside(row_then)]
    return meets(term, texts) != term.is_excluded


def days_of(row: Any) -> Bounds:
    return span(row.start, row.end) if isinstance(row, Round) else bounds(row.date)


def may_lie_within(days: Bounds, first: dt.date, last: dt.date) -> bool:
    return (days.earliest or dt.date.min) <= last and (days.latest or dt.date.max) >= first


def surely_lies_within(days: Bounds, first: dt.date, last: dt.date) -> bool:
    return (days.earliest or dt.date.min) >= first and (days.latest or dt.date.max) <= last


def read_window(question: dict[str, Any]) -> tuple[dt.date, dt.date]:
    since, until = bounds(question.get("since", "")), bounds(question.get("until", ""))
    first, last = since.earliest or dt.date.min, until.latest or dt.date.max
    return (first, last) if first <= last else (dt.date.min, dt.date.max)


class RowAsOf:
    """A row as it was known on a day, read from its citations one by one; today without a day."""

    def __init__(self, row: Any, day: dt.date | None) -> None:
        self.row, self.day = row, day
        self.citations = [cite for cite in row.citations.all() if self.is_published(cite)]

    def is_published(self, citation: Citation) -> bool:
        latest = bounds(citation.source.published).latest
        return self.day is None or (latest is not None and latest <= self.day)

    def is_known(self, field: str) -> bool:
        if self.day is None:
            return True
        return any(field in citation.supports for citation in self.citations)

    def is_told(self, part: Participation) -> bool:
        own_citations = part.citations.all()
        if own_citations:
            return any(map(self.is_published, own_citations))
        return self.is_known("participations")

    def is_there(self) -> bool:
        if self.day is None:
            return True
        ahead = days_of(self.row).earliest or dt.date.min
        return bool(self.citations) and (isinstance(self.row, Round) or ahead <= self.day)

    def days(self) -> Bounds:
        if not self.is_known("start" if isinstance(self.row, Round) else "date"):
            return Bounds(None, None)
        whole = days_of(self.row)
        if isinstance(self.row, Round) and self.row.end and not self.is_known("end"):
            return bounds(self.row.start)
        return whole

    def status(self) -> set[str]:
        round = round_of(self.row)
        if round is None or self.day is None:
            return {round.status} if round else set()
        days = days_of(round)
        if round.status == "held":
            return {"held" if (days.earliest or dt.date.min) <= self.day else "planned"}
        status_citations = [cite for cite in round.citations.all() if "status" in cite.supports]
        has_passed = not status_citations and days.latest is not None and days.latest <= self.day
        return {
            round.status
            if has_passed or any(map(self.is_published, status_citations))
            else "planned"
        }

    def plan(self) -> set[str]:
        if not self.status() & {"planned", "postponed"}:
            return set()
        became = round_of(self.row).realised_as
        if became and self.day:
            began = days_of(became).earliest
            return {"moved"} if began and began <= self.day else {"open"}
        return {"moved"} if became else {"open"}

    def values(self, name: str) -> set[str]:
        if name == "status":
            return self.status()
        if name == "plan":
            return self.plan()
        if name == "evidence":
            return evidence_of(self.row, self.citations)
        return VALUES[name](self.row)

    def actors(self) -> set[str]:
        """Return who took part in a round, or agreed on a document or stands in it besides."""
        if isinstance(self.row, Round):
            parts = self.row.participations.all()
            return {part.actor.slug for part in parts if is_there(part) and self.is_told(part)}
        return {actor.slug for actor in (*self.row.parties.all(), *self.row.third_parties.all())}

    def is_of(self, actor: str, direction: str, memberships: Memberships) -> bool:
        """Say whether the row is an actor's own, or one's who belonged to it in its days."""
        own, counted = actors_of(self, direction)
        return actor in own or any(
            belongs(one, actor, self.days(), memberships, frozenset({one})) for one in counted
        )


def is_selected(row: Any, question: dict[str, Any], memberships: Memberships) -> bool:
    """Say whether a row answers to every part of a question, to any value of each."""
    row_then = RowAsOf(row, bounds(question.get("as_of", "")).latest)
    if not row_then.is_there():
        return False
    for name, values in question.items():
        if name == "q":
            matches = all(has_term(row_then, term) for term in parse(values).terms)
        elif name in CHOOSABLE:
            slugs = [values] if isinstance(values, str) else values
            direction = question.get("direction", "by")
            matches = (
                any(row_then.is_of(slug, direction, memberships) for slug in slugs)
                if name == "actor"
                else bool(row_then.values(name) & set(slugs))
            )
        elif name == "undated" and values != "yes":
            matches = (row_then.days().earliest is None) == (values == "only")
        else:
            matches = True
        if not matches:
            return False
    return may_lie_within(row_then.days(), *read_window(question))
