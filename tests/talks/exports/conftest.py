"""A few rows of every kind, for the tests of files."""

import pytest

from tests.factories import (
    make_actor,
    make_citation,
    make_document,
    make_participation,
    make_relation,
    make_round,
    make_source,
    make_statement,
    make_topic,
    make_track_role,
)


@pytest.fixture
def few_of_each(db: None) -> None:
    """Three rows of every kind, with what can belong to them."""
    source, topic, actors = make_source(), make_topic(), [make_actor() for _ in range(3)]
    for number, actor in enumerate(actors):
        round = make_round(topics=(topic,), start=f"201{number}")
        make_participation(round=round, actor=actor)
        statement = make_statement(speaker=actor, round=round, quotation=f"“no {number}”")
        document = make_document(round=round, pax_id=number)
        relation = make_relation(subject=actor, object=actors[number - 1])
        make_track_role(track=round.track, actor=actor)
        make_source()
        make_citation(source=source, round=round, locator=f"{number}.1", supports=["start"])
        make_citation(source=source, statement=statement, quotation="no")
        make_citation(source=source, document=document)
        make_citation(source=source, relation=relation)
