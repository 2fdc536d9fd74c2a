"""A made-up record in which everything occurs, and questions to ask about it.

It is added to the document's facts, and it is the same each time.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db import transaction
from django.http import QueryDict
from hypothesis import strategies as st

from actors.models import Actor, ActorKind, RelationKind
from record.confidence import Confidence
from talks.explorer.catalogue import Selection, select
from talks.explorer.question import Question, read_question
from talks.models import DocumentKind, Nature, Role, Round, StatementKind, Status, Topic
from tests.factories import (
    make_actor,
    make_citation,
    make_document,
    make_participation,
    make_relation,
    make_round,
    make_sentence,
    make_source,
    make_statement,
    make_topic,
    make_track,
    make_track_role,
    make_venue,
)

T = TypeVar("T")

DATES = (
    "",
    "",
    "2012",
    "2013-05",
    "2014-01-22",
    "2016-XX-XX",
    "2017-02~",
    "2018?",
    "201X",
    "2015/2016",
    "../2014-06",
    "2019/..",
    "2017-01-23",
    "2016-02-29",
)
SPANS = (("2014-01-22", "2014-01-31"), ("2017-02", "2017-03"), ("2012-06-30", "2012-06-30"))

TRACKS = ("vienna", "sochi")
VENUES = ("montreux", "vienna", "sochi")
TOPICS = ("constitution", "detainees", "aid")
SOURCES = {"first-source": "2014-06", "second-source": "2017-03-05", "third-source": ""}
SUPPORTED = ("start", "end", "date", "status", "participations", "agenda", "summary")
ACTORS = tuple(f"actor-{letter}" for letter in "abcdefgh")
# Member and group, by their letters: a chain of four, a body with two members, and a ring.
# Some last for a time only.
MEMBERSHIPS = {
    "ba": ("2014", ""),
    "cb": ("", "2017-02"),
    "dc": ("2013-05", "2016~"),
    "ef": ("", ""),
    "gf": ("2012", "2017-05"),
    "fe": ("2016", "2018"),
    "ag": ("", ""),
}

# The values that questions take, by filter. A new filter needs its values here.
CHOOSABLE = {
    "actor": (*ACTORS, "united-nations", "geir-pedersen", "russia", "syrian-opposition"),
    "venue": (*VENUES, "geneva", "astana"),
    "track": (*TRACKS, "geneva", "astana", "constitutional-committee"),
    "status": tuple(Status.values),
    "topic": (*TOPICS, "process", "covid-19"),
    "kind": (*StatementKind.values, *DocumentKind.values),
    "source": (*SOURCES, "opposing-sides-agree-geneva"),
    "plan": ("moved", "open"),
    "evidence": ("disputed", "detail", "one-source", *Confidence.values),
    "show": ("rounds", "statements", "documents"),
}
MISSING = ("invited", "absent", "declined", "walked-out")
PUT_OFF = ("planned", "postponed", "cancelled")
PERIODS = ("2012", "2014-01", "2014-01-25", "2016", "2017-02", "2018", "2020-12-31")
WORDS = ("geneva", "Says", "ceasefire", "actor b", "12", "nothing-says-this", "“calm” & <b>", "%")


def make_wide_record() -> None:
    """Make 40 rounds, 60 statements and 8 documents, with everything that can hang on them."""
    chance = Random(11)

    def some(things: Sequence[T], most: int) -> tuple[T, ...]:
        return tuple(chance.sample(list(things), chance.randint(0, most)))

    kinds = (ActorKind.STATE, ActorKind.ORGANIZATION, ActorKind.PERSON)
    actors = [make_actor(slug=slug, kind=kinds[i % 3]) for i, slug in enumerate(ACTORS)]
    for (member, group), (start, end) in MEMBERSHIPS.items():
        make_relation(
            subject=actors[ord(member) - 97],
            object=actors[ord(group) - 97],
            start=start,
            end=end,
            end_is_sighting=member == "f",
            kind=chance.choice((RelationKind.MEMBER_OF, RelationKind.OFFICE_OF)),
        )
    make_relation(subject=actors[0], object=actors[4], support=["military"])
    make_relation(subject=actors[1], object=actors[0], kind=RelationKind.OPPOSES)
    topics = [Topic.objects.filter(slug=slug).first() or make_topic(slug=slug) for slug in TOPICS]
    tracks = [make_track(slug=slug, position=5 * i, tone=4 + i) for i, slug in enumerate(TRACKS)]
    make_track_role(track=tracks[0], actor=actors[2], role=Role.GUARANTOR)
    venues = [make_venue(slug=slug) for slug in VENUES]
    sources = [make_source(slug=slug, published=date) for slug, date in SOURCES.items()]
    speakers = [*actors, Actor.objects.get(slug="geir-pedersen")]

    rounds: list[Round] = []
    for number in range(40):
        status = chance.choice(Status.values)
        start, end = chance.choice([*((date, "") for date in DATES), *SPANS])
        track = chance.choice(tracks)
        fields = {"realised_as": chance.choice(rounds)} if rounds and status in PUT_OFF else {}
        if rounds and number % 7 == 0:
            fields["part_of"] = chance.choice(rounds)
        round = make_round(
            track=track,
            venue=chance.choice([*venues, None]),
            status=status,
            start=start,
            end=end,
            agenda=chance.choice(("", "The “calm” & <b>aid</b>", "A ceasefire")),
            topics=some(topics, 2),
            participants=some(actors, 3),
            confidence=chance.choice(Confidence.values),
            other_participants=chance.choice(([], [], ["A “calm” assembly"])),
            **fields,
        )
        if number % 3 == 0:  # an actor may have two roles in a round
            for participation in round.participations.all()[:1]:
                make_participation(round=round, actor=participation.actor, role=Role.OBSERVER)
        if number % 4 == 0:
            absence = make_participation(
                round=round, actor=chance.choice(actors), role=chance.choice(MISSING)
            )
            if number % 8 == 0:
                make_citation(source=sources[0], participation=absence, supports=["role"])
        rounds.append(round)

    statements = [
        make_statement(
            speaker=chance.choice(speakers),
            on_behalf_of=chance.choice([*actors, None, None]),
            addressees=some(actors, 2),
            kind=chance.choice(StatementKind.values),
            date=chance.choice(DATES),
            round=chance.choice([*rounds, None, None]),
            topics=some(topics, 2),
            slug=f"statement-of-{number}",
            summary=f"Says no. {number}: the ceasefire holds at 100% & <b>more</b>.",
        )
        for number in range(60)
    ]
    documents = [
        make_document(
            slug=f"document-of-{number}",
            kind=chance.choice(DocumentKind.values),
            date=chance.choice(DATES),
            round=chance.choice([*rounds, None]),
            parties=some(actors, 2),
            third_parties=some(actors, 1),
            other_parties=chance.choice(([], ["A “calm” council"])),
        )
        for number in range(8)
    ]
    make_sentence(
        rounds=rounds[:2], documents=documents[:2], statements=statements[:2], tracks=tracks[:2]
    )
    for name, things in (("round", rounds), ("statement", statements), ("document", documents)):
        for thing in things:
            for source in some(sources, 3):
                make_citation(
                    source=source,
                    **{name: thing},
                    supports=["slug", *some(SUPPORTED, 3)],
                )
    for name, thing in (("round", rounds[3]), ("document", documents[2])):
        make_citation(
            source=sources[1], **{name: thing}, reported_field="start", reported_value="in 2014",
            nature=Nature.PRECISION,
        )  # fmt: skip
    for name, thing in (("round", rounds[0]), ("round", rounds[5]), ("document", documents[0])):
        make_citation(
            source=sources[0],
            **{name: thing},
            reported_field="start",
            reported_value="in the spring",
            reported_days="2014-03/2014-05",
            nature=Nature.CONTRADICTION,
        )


@contextmanager
def rollback() -> Iterator[None]:
    """Roll back everything that the block stores."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(**parameters: Any) -> Question:
    """Return what is asked by these parameters: texts, numbers, or several of them."""
    return read_question(QueryDict(urlencode(parameters, doseq=True)))


def select_by(**parameters: Any) -> Selection:
    """Return what is left under a question asked by these parameters."""
    return select(ask(**parameters))


def rows_of(selection: Selection, model: Any, *, certain: bool = False) -> Any:
    """Return the rows of a model that a selection holds, or of them those that are certain."""
    catalogue = selection.catalogue
    numbers = selection.possible & catalogue.by_type[model]
    numbers = numbers & selection.certain if certain else numbers
    return model.objects.filter(pk__in=[catalogue.thing(number)[1] for number in numbers])


def questions() -> st.SearchStrategy[dict[str, Any]]:
    """Return questions of at most three parameters, each with values that occur in the record."""
    several = {
        name: st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
        for name, values in CHOOSABLE.items()
    }
    single = {
        "direction": st.sampled_from(("by", "to", "either")),
        "undated": st.sampled_from(("yes", "no", "only")),
        "q": st.sampled_from(WORDS),
        "since": st.sampled_from(PERIODS),
        "until": st.sampled_from(PERIODS),
        "as_of": st.sampled_from(PERIODS),
        "lanes": st.sampled_from(("track", "venue", "actor")),
    }
    parameters = several | single
    return st.lists(st.sampled_from(sorted(parameters)), max_size=3, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: parameters[name] for name in names})
    )
