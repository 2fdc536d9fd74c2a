"""Query strings: the values that are used, and the errors for the others."""

from urllib.parse import quote, urlencode

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from talks.explorer.catalogue import select
from talks.explorer.question import CHOICES, LONGEST_WORDS, PARAMETERS, Question, read_question
from tests.records import CHOOSABLE, ask

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts")]


def everything_is_selected(question: Question) -> bool:
    selection = select(question)
    return selection.possible == selection.catalogue.all


def test_without_a_question_everything_is_selected_without_errors():
    question = ask()

    assert question.is_empty
    assert everything_is_selected(question)
    assert question.errors == {}
    assert (question.look.lanes, question.look.page, question.here) == ("track", 1, "")


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_empty_field_filters_nothing(name):
    question = ask(**{name: ""})

    assert question.is_empty
    assert question.errors == {}
    assert question.here == ""


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_an_unknown_name_selects_everything_and_is_an_error_at_its_field(choice):
    question = ask(**{choice.name: "nowhere"})

    assert everything_is_selected(question)
    assert question.errors == {
        choice.name: [f"No {choice.label.lower()} called “nowhere”. Pick one from the list."]
    }
    assert question.here == ""


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_a_known_name_counts_beside_an_unknown_one(choice):
    value = choice.options()[0].value
    question = ask(**{choice.name: ["nowhere", value]})

    assert question.chosen[choice.name] == (value,)
    assert "“nowhere”" in question.errors[choice.name][0]


def test_many_unknown_names_give_one_short_error():
    [message] = ask(actor=[f"nobody-{n}" for n in range(900)]).errors["actor"]

    assert message == (
        "No actor called “nobody-0”, “nobody-1”, “nobody-2” (and 897 more). Pick one from the list."
    )


def test_a_name_given_twice_counts_once():
    question = ask(actor=["russia", "iran", "russia"])

    assert question.chosen["actor"] == ("russia", "iran")
    assert question.here == "actor=russia&actor=iran"


@pytest.mark.parametrize("name", ["since", "until", "as_of"])
@pytest.mark.parametrize("value", ["2017", "2017-02", "2017-02-16", " 2017 ", "2016-02-29"])
def test_a_time_is_a_year_a_month_or_a_day(name, value):
    question = ask(**{name: value})

    assert getattr(question, name) == value.strip()
    assert question.errors == {}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("25 January 2017", "2017-01-25"),
        ("25th jan. 2017", "2017-01-25"),
        (" 5  Sept 2017 ", "2017-09-05"),
        ("January 25, 2017", "2017-01-25"),
        ("MAY 3 2017", "2017-05-03"),
        ("25/01/2017", "2017-01-25"),
        ("5.1.2017", "2017-01-05"),
        ("25-01-2017", "2017-01-25"),
        ("Jan 2017", "2017-01"),
        ("February, 2017", "2017-02"),
        ("02/2017", "2017-02"),
    ],
)
def test_a_date_as_people_write_it_is_read_and_written_in_iso(text, iso):
    question = ask(since=text)

    assert (question.since, question.here, question.errors) == (iso, f"since={iso}", {})


def test_capitals_in_parameters_do_not_matter():
    question = ask(actor=["Russia", "russia"], kind="Demand", status="HELD", lanes="Actor")

    assert question.here == "actor=russia&status=held&kind=demand&lanes=actor"
    assert question.errors == {}


@pytest.mark.parametrize("name", ["since", "until", "as_of"])
@pytest.mark.parametrize("value", [
    "13/25/2017", "31/02/2017", "0/1/2017", "25 Janu 17", "Ja 2017", "32 January 2017", "25 1 2017",
    "mayor 2017", "25 January", "January", "1/1/1899", "٢٥/١/٢٠١٧",
    "2020-13", "2020-00", "2017-02-29", "2017-02-00", "2017-2", "20170216", "1700", "1899",
    "2101", "9999", "0000", "17", "soon", "2017~", "2017?", "201X", "2017/2018", "../2017",
    "..", "-2017", "٢٠١٧", "2017-02-16T00:00", "' OR 1=1 --", "<b>2017</b>", "2017\x00",
])  # fmt: skip
def test_a_wrong_time_selects_everything_and_the_error_shows_right_ones(name, value):
    question = ask(**{name: value})

    assert everything_is_selected(question)
    assert getattr(question, name) == ""
    [message] = question.errors[name]
    label = {"since": "From", "until": "To", "as_of": "As known on"}[name]
    assert message.startswith(f"{label}: we can’t read “{value[:4].replace(chr(0), '�')}")
    assert message.endswith("such as 2017, Jan 2017 or 25 January 2017.")


def test_a_time_that_ends_before_it_begins_selects_everything_and_is_an_error():
    question = ask(since="2018", until="2017-06")

    assert everything_is_selected(question)
    assert question.errors == {"until": ["“To” (June 2017) is before “From” (2018). Swap them."]}
    assert question.here == ""


@pytest.mark.parametrize(
    ("since", "until"), [("2017", "2017"), ("2017-06", "2017"), ("2017", "2017-01-01")]
)
def test_a_time_may_end_within_what_it_begins_with(since, until):
    assert ask(since=since, until=until).errors == {}


@pytest.mark.parametrize(
    "value", ["0", "-1", "1.5", "abc", "9" * 400, "²", "٣", "1 OR 1=1", "\x00"]
)
def test_a_wrong_page_number_shows_the_first_page_and_is_an_error(value):
    question = ask(page=value)

    assert question.look.page == 1
    assert "is not a page; this is the first." in question.errors["page"][0]
    assert len(question.errors["page"][0]) < 100


@pytest.mark.parametrize(("value", "page"), [("1", 1), ("7", 7), ("007", 7), ("999999", 999999)])
def test_a_page_is_a_number_from_one(value, page):
    question = ask(page=value)

    assert (question.look.page, question.errors) == (page, {})


@pytest.mark.parametrize("value", ["x", "tracks", "track,venue", "<i>"])
def test_unknown_lanes_are_those_by_track_and_an_error(value):
    question = ask(lanes=value)

    assert question.look.lanes == "track"
    assert question.errors == {"lanes": [f"Group by: no “{value}”. Choose track, venue or actor."]}


@pytest.mark.parametrize("value", ["rounds/geneva-9", "statements/of-nobody", "documents/x"])
def test_each_thing_of_the_timeline_can_be_opened(value):
    question = ask(open=value)

    assert (str(question.look.open_path), question.errors) == (value, {})


@pytest.mark.parametrize("value", [
    "geneva-9", "rounds/", "/rounds/geneva-9/", "actors/russia", "rounds/../admin",
    "rounds/geneva-9\n", "rounds/ğ", "rounds/" + "a" * 81, "javascript:alert(1)",
])  # fmt: skip
def test_a_wrong_address_opens_nothing_and_is_an_error(value):
    question = ask(open=value)

    assert not question.look.open_path
    assert question.errors["open"][0].startswith("Nothing to open at “")


def test_a_zoom_is_two_days():
    question = ask(view="2016-05-01/2017-02-28")

    assert (question.here, question.errors) == ("view=2016-05-01/2017-02-28", {})
    assert everything_is_selected(question)


@pytest.mark.parametrize("value", [
    "2017", "2017-01-01", "2017-01-01/", "/2017-01-01", "2017-13-01/2017-14-01", "../..",
    "2017-12-31/2017-01-01", "2017-01-01/2017-12-31/x", "1700-01-01/1800-01-01", "<b>/",
])  # fmt: skip
def test_a_wrong_zoom_shows_the_whole_time_and_is_an_error(value):
    question = ask(view=value)

    assert not question.look.view.closed
    assert question.errors["view"][0].endswith("Give two days: 2017-01-01/2017-12-31.")


def test_words_are_cleared_of_controls_and_folded():
    question = ask(q="  e\x00b\tc \x1b[31m\u202eд\n")

    assert (question.q, question.errors) == ("e b c [31m д", {})


def test_words_that_are_too_long_select_everything_and_are_reported():
    longest = ask(q="word " * (LONGEST_WORDS // 5 - 1) + "weeks")
    longer = ask(q="x" * 300)

    assert (len(longest.q), longest.errors) == (LONGEST_WORDS, {})
    assert everything_is_selected(longer)
    assert longer.errors == {"q": ["Words: at most 200 characters, please; these were not used."]}


@pytest.mark.parametrize("words", ["the", "“”", "<!--", "-", "... of the ..."])
def test_words_that_are_too_common_select_everything_and_are_reported(words):
    question = ask(q=words)

    assert everything_is_selected(question)
    assert (question.q, question.is_empty) == ("", True)
    assert "was not looked for" in question.errors["q"][0]


def test_a_too_common_word_beside_others_is_reported_and_the_others_count():
    question = ask(q="the constitution")

    assert question.q == "the constitution"
    assert question.errors["q"][0].startswith("Words: “the” was not looked for")


def test_the_last_of_a_repeated_single_value_counts():
    question = read_question(QueryDict("q=one&q=two&since=2017&since=2018&page=2&page=3"))

    assert (question.q, question.since, question.look.page) == ("two", "2018", 3)


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["\x00", "%00", "'; DROP TABLE talks_round; --", "<script>", "x" * 5000]),
    st.integers().map(str),
)


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(PARAMETERS), HOSTILE, min_size=1))
def test_any_value_is_either_used_or_a_short_error_at_its_field(values):
    question = read_question(QueryDict(urlencode(values, errors="replace")))

    for name, messages in question.errors.items():
        assert name in {*values, "until"}
        assert all(0 < len(message) < 300 for message in messages)
        assert all(c.isprintable() or c.isspace() for message in messages for c in message)
    for choice in CHOICES:
        value = values.get(choice.name)
        chosen_values = question.chosen[choice.name]
        assert chosen_values == (value,) or not chosen_values
        assert chosen_values or not value or choice.name in question.errors


@given(st.binary(max_size=200))
def test_bytes_that_are_no_text_are_read_all_the_same(raw):
    query = "&".join(f"{name}={quote(raw)}" for name in PARAMETERS)
    question = read_question(QueryDict(query))

    assert set(question.errors) <= set(PARAMETERS)
    assert "\x00" not in question.here


def test_every_parameter_is_read():
    values = {name: options[0] for name, options in CHOOSABLE.items()} | {
        "actor": "russia", "venue": "geneva", "track": "geneva", "topic": "process",
        "source": "opposing-sides-agree-geneva", "q": "aid", "since": "2017", "until": "2018",
        "lanes": "venue", "open": "rounds/geneva-9", "page": "2", "direction": "to",
        "undated": "no",
        "as_of": "2019", "folded": "cairo", "order": "newest",
        "after": "2017-02-16.0.2.7.41", "before": "undated.1.0.0.9",
        "view": "2017-01-01/2017-12-31", "print": "all",
    }  # fmt: skip
    for name in PARAMETERS:
        assert name in ask(**{name: values[name]}).here, name
