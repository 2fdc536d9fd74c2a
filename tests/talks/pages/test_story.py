"""The story: told in order, each sentence with what it rests on, and edited as all else is."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client

from record.stamp import stamp
from talks.checks import read_findings
from talks.models import SUPPORTS, Era, EraSentence, Round
from tests.desk import edit_address
from tests.factories import make_era, make_round, make_sentence, make_statement, make_track
from tests.forms import read_form
from tests.pages import Page


def read_page() -> Page:
    response = Client().get("/story/")
    assert response.status_code == 200
    return Page(response)


@pytest.mark.django_db
def test_eras_stand_in_their_order_with_numbered_notes_and_a_way_into_the_timeline():
    later = make_era(slug="later", position=2, start="2017", end="2018-06")
    first = make_era(slug="first", position=1, start="2012", end="2013")
    lake, statement = make_round(title="At the lake", start="2012-06"), make_statement()
    make_sentence(era=first, position=2, text="Then why.", is_turn=True, rounds=[lake])
    make_sentence(era=first, position=3, text="They met.", rounds=[lake], statements=[statement])
    make_sentence(era=later, position=1, text="Again.", tracks=[make_track(slug="hill")])
    make_sentence(era=later, position=2, text="By hearsay.", rounds=[])
    page = read_page()
    eras = page.all("section", "era")

    assert [page.text(page.all("h2", within=era)[0]) for era in eras] == ["First", "Later"]
    account = page.text(page.all("div", "account", within=eras[0])[0])
    assert account == "They met. 1 2 What changed, and why Then why. 1"
    notes = page.all("li", within=page.all("div", "rests-on", within=eras[0])[0])
    assert [note.get("value") for note in notes] == ["1", "2"]
    assert page.links(notes[0]) == [(lake.get_absolute_url(), "At the lake")]
    assert "June 2012 round, 0 sources" in page.text(notes[0])
    assert "By hearsay" not in page.text()
    addresses = [address for address, _ in page.links(eras[1])]
    assert "/?since=2017-01-01&until=2018-06-30" in addresses
    assert "/tracks/hill/" in addresses


@pytest.mark.django_db
def test_an_empty_story_says_so():
    assert "not written yet" in read_page().text()


@pytest.mark.django_db
def test_a_sentence_without_a_thing_is_refused_in_the_form_and_found_by_the_check(editor):
    sentence = make_sentence()
    address = edit_address(sentence.era)
    form = read_form(editor.get(address)) | {"sentences-0-rounds": [], "sentences-0-text": "No."}

    response = editor.post(address, form)
    assert "Say what it rests on" in response.content.decode()
    sentence.refresh_from_db()
    assert sentence.text != "No." and sentence.rounds.exists()
    sentence.rounds.clear()
    [(finding, _)] = read_findings("resting-on-nothing")
    assert (finding.name, finding.finding.detail) == (str(sentence.era), sentence.text)


@pytest.mark.django_db
def test_a_change_of_what_a_sentence_rests_on_is_a_change_of_the_record():
    sentence = make_sentence()
    before = stamp()
    sentence.rounds.add(make_round())

    assert stamp() != before


def test_every_sentence_of_the_record_rests_on_something_of_its_time(whole_record):
    eras = list(Era.objects.prefetch_related("sentences"))
    assert len(eras) >= 6
    ends = [dt.date.min]
    for era in eras:
        assert ends[-1] < era.earliest <= era.latest
        ends.append(era.latest)
        assert 3 <= len(era.sentences.all()) <= 12
    assert not EraSentence.objects.resting_on_nothing().exists()
    for name in SUPPORTS:
        for sentence in EraSentence.objects.prefetch_related(name):
            for thing in getattr(sentence, name).all():
                assert thing.citations.exists(), (sentence, thing)


def test_the_story_of_the_record_loads_twice_without_a_change(whole_record):
    def read_rows() -> list[object]:
        links = [EraSentence.rounds.through, EraSentence.tracks.through]
        tables = [Era, EraSentence, Round, *links]
        return [list(table._default_manager.order_by("pk").values_list()) for table in tables]

    before = read_rows()
    call_command("loaddata", "record/story", verbosity=0)
    assert read_rows() == before
