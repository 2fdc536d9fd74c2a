"""New rows of a file: what they add, and the slugs and places that they are given."""

import json

import pytest

from actors.models import Actor, Relation
from talks.models import Round, Statement
from tests.factories import make_actor, make_round, make_topic, make_track
from tests.talks.imports.sample_files import (
    as_csv,
    import_file,
    make_speaker_and_source,
    statement_row,
)

pytestmark = pytest.mark.django_db


def test_a_new_statement_has_every_value_of_its_row():
    russia, paper = make_speaker_and_source()
    un, topic = make_actor(slug="un", name="United Nations"), make_topic(slug="aid")
    round = make_round(track=make_track(slug="geneva"))
    values = {"addressees": "United Nations", "topics": "aid", "round": round.slug, "note": "A\nB"}
    report = import_file(
        as_csv([statement_row(quotation="Now!", quotation_reread="yes", **values)])
    )

    [new] = Statement.objects.all()
    assert report.in_words() == "1 new"
    assert (new.slug, new.speaker, new.kind, new.round) == ("said-1", russia, "demand", round)
    assert (new.quotation, new.quotation_reread, new.note) == ("Now!", True, "A\nB")
    assert (str(new.earliest), str(new.latest)) == ("2017-02-16", "2017-02-16")
    assert ([*new.addressees.all()], [*new.topics.all()]) == ([un], [topic])
    [citation] = new.citations.all()
    assert (citation.source, citation.locator) == (paper, "1.2")
    assert citation.supports == ["summary", "date"]


def test_a_new_round_takes_the_next_place_in_its_track_and_a_slug_of_its_number():
    track = make_track(slug="geneva", short_name="Geneva")
    make_round(track=track, ordinal=4, number=4)
    make_speaker_and_source()
    rows = [
        {"track": "Geneva", "number": number, "status": "held", "start": f"2017-0{number}"}
        | {"participants": "russia guarantor", "citations": "paper @ 1 (start)"}
        for number in (5, 6)
    ]
    import_file(as_csv(rows), "rounds.csv")

    new = Round.objects.filter(number__gt=4).order_by("number")
    assert [(one.slug, one.ordinal, one.title) for one in new] == [
        ("geneva-5", 5, ""),
        ("geneva-6", 6, ""),
    ]
    assert [str(part.actor.slug) for part in new[0].participations.all()] == ["russia"]


def test_a_row_may_refer_to_another_further_down_and_to_things_of_another_list():
    file = {
        "rounds": [
            {"slug": "a", "title": "A", "track": "geneva", "status": "planned"}
            | {"realised_as": "b", "citations": [{"source": "new-paper"}]},
            {"slug": "b", "title": "B", "track": "geneva", "status": "held"}
            | {"participants": [{"actor": "newcomer", "role": "party"}]}
            | {"citations": [{"source": "new-paper"}]},
        ],
        "actors": [{"name": "Newcomer", "classification": "person"}],
        "sources": [{"slug": "new-paper", "title": "New", "kind": "news"}],
        "relations": [
            {"subject": "Newcomer", "kind": "member-of", "object": "body", "start": "2017"}
            | {"citations": "new-paper @ 3 (start)"}
        ],
    }
    make_track(slug="geneva")
    make_actor(slug="body")
    report = import_file(json.dumps(file).encode(), "all.json")

    assert report.faults == []
    assert report.in_words() == "5 new"
    assert Round.objects.get(slug="a").realised_as == Round.objects.get(slug="b")
    assert Relation.objects.get().subject == Actor.objects.get(slug="newcomer")


def test_long_slugs_that_are_made_differ_even_if_they_begin_alike():
    make_speaker_and_source()
    begun = "Demands, in many words that all begin alike and go on for longer than a slug may, "
    rows = [statement_row(slug="", summary=f"{begun}{end}.") for end in ("this", "that")]

    assert import_file(as_csv(rows)).in_words() == "2 new"
    assert import_file(as_csv(rows)).in_words() == "2 unchanged"
    assert all(len(one.slug) <= 80 for one in Statement.objects.all())
