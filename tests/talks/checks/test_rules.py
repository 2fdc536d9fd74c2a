"""Each rule finds the mistake that it is made for, and leaves alone what is like it but right."""

from typing import Any

import pytest

from talks.checks import CHECKS
from talks.models import Citation, Statement
from tests.factories import (
    make_actor,
    make_citation,
    make_document,
    make_participation,
    make_relation,
    make_round,
    make_source,
    make_statement,
)

pytestmark = pytest.mark.django_db
OLD, NEW = "2016-04-14", "2016-04-28"  # before and after the end of the round in `cite_round`


def found_by(name: str) -> list[Any]:
    return [finding.model._default_manager.get(pk=finding.key) for finding in CHECKS[name].run()]


def say(summary: str, kind: str = "assessment", **fields: Any) -> Statement:
    return make_statement(summary=summary, kind=kind, **fields)


@pytest.mark.parametrize(
    ("term", "date", "is_found"),
    [
        ({"start": "2015"}, "2014-12-31", True),
        ({"start": "2015", "start_is_sighting": True}, "2014-12-31", False),
        ({"start": "2015~"}, "2014-12-31", False),
        ({"start": "2015", "end": "2016"}, "2017-01-01", True),
        ({"start": "2015", "end": "2016", "end_is_sighting": True}, "2017-01-01", False),
        ({"start": "2015", "end": "2016"}, "2015-06", False),
        ({"start": "2015/.."}, "2020", False),
        ({"start": "2015"}, "", False),
    ],
)
def test_a_statement_is_made_in_office(term, date, is_found):
    envoy, body = make_actor(), make_actor()
    make_relation(subject=envoy, object=body, kind="office-of", **term)
    statement = make_statement(speaker=envoy, on_behalf_of=body, date=date)
    make_statement(speaker=body, on_behalf_of=envoy, date="1999")

    assert found_by("outside-office") == [statement] * is_found


def test_a_statement_is_made_within_a_month_of_its_round():
    round = make_round(start="2016-04-13", end="2016-04-27")
    for date in ("2016-04-14", "2016-03-20", "2016-05-27", ""):
        make_statement(round=round, date=date)
    far = [make_statement(round=round, date=date) for date in ("2016-03", "2016-05-28", "2017")]

    assert found_by("far-from-round") == far[1:]


def test_a_contradiction_gives_other_days_than_the_record():
    round = make_round(start="2016-04-13", end="2016-04-27")
    differs = {"reported_field": "start", "reported_value": "x", "round": round}
    make_citation(nature="slip", reported_days="2016-04-13/2016-04-27", **differs)
    same = make_citation(nature="contradiction", reported_days="2016-04-13/2016-04-27", **differs)
    assert found_by("same-days") == [same]

    make_citation(nature="contradiction", reported_days="2016-04-13", **differs)
    assert found_by("same-days") == []


@pytest.mark.parametrize(
    ("supports", "published", "is_found"),
    [
        (["outcome"], OLD, True),
        (["start", "end"], OLD, True),
        (["end"], NEW, False),
        (["end"], "2016-04", False),
        (["end"], "", False),
        (["agenda", "participations"], OLD, False),
        (["participations"], "2016-04-12", True),
    ],
)
def test_a_source_is_no_older_than_what_it_tells(supports, published, is_found):
    round = make_round(start="2016-04-13", end="2016-04-27")
    source = make_source(published=published)
    citation = make_citation(round=round, source=source, supports=supports)
    plan = make_round(status="planned", start="2016-04-13", end="2016-04-27")
    make_citation(round=plan, source=source, supports=supports)
    assert found_by("older-source") == [citation] * is_found

    make_citation(round=round, source=make_source(published="2016-05"), supports=supports)
    assert found_by("older-source") == []


def test_addressees_are_named_by_a_source():
    actor = make_actor()
    unsupported, supported = (make_statement(addressees=(actor,)) for _ in range(2))
    make_statement()
    make_citation(statement=unsupported, supports=["summary"])
    make_citation(statement=supported, supports=["summary", "addressees"])

    assert found_by("addressees") == [unsupported]


def test_a_third_party_is_no_party_of_a_document_of_pax():
    host, guarantor, both = make_actor(), make_actor(), make_actor()
    round = make_round(participants=(both,))
    for actor, role in ((host, "host"), (guarantor, "guarantor"), (both, "host")):
        make_participation(round=round, actor=actor, role=role)
    hosted = make_document(round=round, parties=(host, both), pax_id=1)
    twice = make_document(parties=(guarantor,), third_parties=(guarantor,), pax_id=2)
    make_document(round=round, parties=(guarantor, both), third_parties=(host,), pax_id=3)
    make_document(round=round, parties=(host,))

    assert found_by("third-parties") == [hosted, twice]


def test_a_statement_rests_on_more_than_the_speakers_own_press_or_says_so():
    own, other = make_source(subkind="party-release"), make_source()
    alone, beside, open_about_it = make_statement(), make_statement(), make_statement()
    open_about_it.note = "Rests on the group’s own site."
    open_about_it.save()
    for statement in (alone, beside, open_about_it):
        make_citation(statement=statement, source=own)
    make_citation(statement=beside, source=other)
    make_statement()

    assert found_by("own-press") == [alone]


def test_a_quotation_is_short():
    words = " ".join(["word"] * 15)
    statement = make_statement(quotation=f"{words} more")
    citation = make_citation(statement=statement, quotation=f"{words} more")
    make_citation(statement=make_statement(quotation=words), quotation=words)

    assert found_by("long-quotation") == [citation, statement]
    assert isinstance(citation, Citation)


def test_a_quotation_is_in_the_language_of_a_source_or_marked_as_translated():
    arabic, english = make_source(language="ar"), make_source(language="en-GB")
    translated = make_statement(quotation="No way")
    others = [
        make_statement(quotation="No way", note="Translated from Arabic."),
        make_statement(quotation="لا سبيل"),
        make_statement(quotation="No way"),
        make_statement(),
    ]
    for statement in (translated, *others):
        make_citation(statement=statement, source=arabic)
    make_citation(statement=others[2], source=english)

    assert found_by("translated-quotation") == [translated]


@pytest.mark.parametrize(
    ("rule", "summary", "kind", "is_found"),
    [
        ("kind", "Called on the sides to meet.", "assessment", True),
        ("kind", "Called the talks useful.", "assessment", False),
        ("kind", "Praised the talks and urged both to go on.", "assessment", True),
        ("kind", "Announced a plan and urged Syria to accept it.", "call", False),
        ("kind", "Rejected the plan.", "position", True),
        ("kind", "Said that they rejected the plan.", "position", False),
        ("loaded-words", "Claimed that nothing had changed.", "assessment", True),
        ("loaded-words", "Said that the land claim was settled.", "assessment", False),
        ("inside-names", "Said that the trio would meet.", "assessment", True),
        ("inside-names", "Said that three states would meet.", "assessment", False),
        ("unnamed", "Said that the president must go.", "demand", True),
        ("unnamed", "Said that the president, Bashar al-Assad, must go.", "demand", False),
        ("unnamed", "Said that the presidency is not for bargaining.", "position", False),
    ],
)
def test_a_summary_fits_its_kind_judges_nobody_and_names_people(rule, summary, kind, is_found):
    statement = say(summary, kind)

    assert found_by(rule) == [statement] * is_found
