"""TimelineJS: events of its JSON and of its spreadsheet, as rounds or statements."""

import json
from typing import Any

import pytest

from talks.imports.faults import Unreadable
from talks.models import Round, Statement
from tests.factories import make_actor, make_source, make_track
from tests.talks.imports.sample_files import as_csv, fault_places, import_file

pytestmark = pytest.mark.django_db

EVENTS = {
    "title": {"text": {"headline": "All of it"}},
    "events": [
        {
            "start_date": {"year": "2017", "month": "2", "day": "23"},
            "end_date": {"year": 2017, "month": 3, "day": 3},
            "text": {
                "headline": "Fourth <b>round</b> &amp; more",
                "text": "<p>One.</p><p>Two.</p>",
            },
            "media": {"url": "https://example.org/a.jpg"},
            "group": "Geneva",
        },
        {"start_date": {"year": "2018"}, "text": {"headline": "Later"}, "group": "Geneva"},
    ],
    "eras": [{"start_date": {"year": "2011"}, "end_date": {"year": "2012"}}],
}
ROW = {
    "Year": "2017", "Month": "2", "Day": "23", "Time": "", "End Year": "", "End Month": "",
    "End Day": "", "End Time": "", "Display Date": "", "Headline": "Fourth", "Text": "Text.",
    "Media": "", "Media Credit": "", "Type": "", "Group": "Geneva", "Background": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _rows_that_events_name():
    make_track(slug="geneva", name="Geneva talks", short_name="Geneva")
    make_actor(slug="russia", name="Russia")
    make_source(slug="paper")


def import_events(file: Any, **options: Any) -> Any:
    is_json = isinstance(file, dict)
    content = json.dumps(file).encode() if is_json else as_csv(file)
    options["options"] = {"source": "paper"} | options.get("options", {})
    return import_file(content, "t.json" if is_json else "t.csv", layout="timelinejs", **options)


def test_events_of_its_json_become_rounds_of_the_track_that_their_group_names():
    report = import_events(EVENTS)

    assert report.faults == []
    first, second = Round.objects.order_by("ordinal")
    assert (first.title, first.note) == ("Fourth round & more", "One. Two.")
    assert (first.start, first.end, second.start, second.end) == (
        "2017-02-23",
        "2017-03-03",
        "2018",
        "",
    )
    assert (first.track.slug, first.status) == ("geneva", "held")
    [citation] = first.citations.all()
    assert (citation.source.slug, citation.locator) == ("paper", "event 1")
    assert citation.supports == ["title", "start", "end"]
    assert report.notes["Media are ignored."] == 1
    assert report.notes["“eras” is ignored."] == 1
    assert import_events(EVENTS).in_words() == "2 unchanged"


def test_rows_of_its_spreadsheet_become_rounds():
    rows = [
        ROW,
        ROW | {"Headline": "The title", "Type": "title", "Year": ""},
        ROW | {"Headline": "Other", "Month": "", "Day": "", "Time": "12:00", "Group": ""},
    ]
    report = import_events(rows, options={"track": "geneva", "status": "planned"})

    assert [(one.title, one.start, one.status) for one in Round.objects.order_by("pk")] == [
        ("Fourth", "2017-02-23", "planned"),
        ("Other", "2017", "planned"),
    ]
    assert report.notes["A slide of the type “title” is ignored."] == 1
    assert report.notes["A time of day is ignored: the record holds days."] == 1


def test_events_become_statements_of_a_speaker():
    report = import_events(
        [ROW], kind="statements", options={"speaker": "russia", "statement_kind": "demand"}
    )

    assert report.faults == []
    statement = Statement.objects.get()
    assert (statement.summary, statement.date, statement.speaker.slug) == (
        "Fourth. Text.",
        "2017-02-23",
        "russia",
    )
    assert statement.citations.get().supports == ["date", "summary"]


def test_faults_name_the_files_own_columns():
    rows = [ROW, ROW | {"Headline": "No such month", "Month": "13"}, ROW | {"Group": "Nowhere"}]

    assert fault_places(import_events(rows)) == [(3, "Year", "2017-13-23"), (4, "Group", "Nowhere")]
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"options": {"source": ""}}, "Choose the source"),
        ({"kind": "actors"}, "rounds or statements"),
        ({"kind": "statements"}, "what kind of statements"),
    ],
)
def test_a_missing_option_is_requested(options, message):
    with pytest.raises(Unreadable, match=message):
        import_events([ROW], **options)


@pytest.mark.parametrize("file", [{"events": EVENTS["events"]}, [ROW]])
def test_its_layout_must_be_chosen(file):
    content = json.dumps(file).encode() if isinstance(file, dict) else as_csv(file)

    with pytest.raises(Unreadable, match="TimelineJS: choose that"):
        import_file(content, "a.json" if isinstance(file, dict) else "a.csv")


def test_another_file_is_not_mistaken_for_timelinejs():
    with pytest.raises(Unreadable, match="not a TimelineJS file"):
        import_file(b"a,b\n1,2\n", layout="timelinejs", options={"source": "paper"})
    with pytest.raises(Unreadable, match="no list “events”"):
        import_file(b'{"birds": []}', "a.json", layout="timelinejs", options={"source": "paper"})
