"""PA-X: which agreements are taken, what of each, and how it meets what the record has."""

from typing import Any

import pytest

from talks.imports import importing
from talks.imports.faults import Unreadable
from talks.imports.reading import read_file
from talks.models import Citation, OutcomeDocument, Source
from tests.factories import make_actor, make_citation, make_document, make_source
from tests.talks.imports.pax_files import HEAD, pax_row, write_pax
from tests.talks.imports.sample_files import fault_places, import_file, preview_file

pytestmark = pytest.mark.django_db


def import_agreements(*agreements: Any, **options: str) -> Any:
    return import_file(write_pax(agreements), "pax.csv", layout="pax", options=options)


def test_the_agreements_of_syria_in_a_file_of_1800_rows_become_documents():
    iran, russia = make_actor(slug="iran", name="Iran"), make_actor(slug="russia", name="Russia")
    others = [pax_row(number, Con="Sudan/Darfur") for number in range(1790)]
    own = [
        pax_row(2093, Agt="Memorandum on de-escalation areas", Part="Iran;\nRussia;"),
        pax_row(1997, Con="Syria", Dat="2017-07-23", Part="Idlib Tribes - six signatories"),
        pax_row(3000, Con="Lebanon/Syria", Dat=""),
    ]
    assert len(HEAD) == 266
    report = import_agreements(*others, *own)

    assert report.in_words() == "4 new"  # the data set is a source of its own
    assert report.notes["An agreement of another country."] == 1790
    documents = {one.pax_id: one for one in OutcomeDocument.objects.all()}
    assert sorted(documents) == [1997, 2093, 3000]
    memorandum = documents[2093]
    assert (memorandum.slug, memorandum.kind) == ("pax-2093", "memorandum")
    assert (memorandum.date, documents[3000].date) == ("2017-05-04", "")
    assert [*memorandum.parties.order_by("slug")] == [iran, russia]
    [citation] = memorandum.citations.all()
    assert (citation.source.slug, citation.locator) == ("pax", "AgtId 2093")
    assert citation.supports == ["title", "date", "parties", "pax_id"]
    assert citation.quotation == "Iran; Russia;"
    assert Source.objects.get(slug="pax").kind == "dataset"


def test_the_same_file_twice_changes_nothing():
    make_actor(slug="iran", name="Iran")
    rows = [pax_row(number, Part="Iran") for number in range(1, 8)]
    import_agreements(*rows)

    assert import_agreements(*rows).in_words() == "7 unchanged"


def test_agreements_are_chosen_by_country_or_by_process():
    rows = [
        pax_row(1),
        pax_row(2, Con="Yemen", PP=7, PPName="Yemen peace process"),
        pax_row(3, PP=138, PPName="Syrian Local Agreements"),
    ]

    def preview_numbers(**options: str) -> list[int]:
        file = read_file("pax.csv", write_pax(rows), layout="pax", options=options)
        report = importing.preview(file)
        return [one.row - 1 for one in report.outcomes if one.kind == "documents"]

    assert preview_numbers() == [1, 3]
    assert preview_numbers(country="yemen") == [2]
    assert preview_numbers(process="Syrian peace process") == [1]
    assert preview_numbers(process="138") == [3]


def test_if_no_agreement_matches_the_error_lists_the_names_in_the_file():
    with pytest.raises(Unreadable, match=r"“Siria”.*Syria"):
        import_agreements(pax_row(1), country="Siria")
    with pytest.raises(Unreadable, match="lacks Con, AgtId, Agt or Dat"):
        import_file(b"a,b\n1,2\n", "pax.csv", layout="pax")


def test_its_layout_must_be_chosen():
    with pytest.raises(Unreadable, match="PA-X peace agreements: choose that"):
        read_file("documents.csv", write_pax([pax_row(1)]))


SIGNED = [
    ("Islamic Republic of Iran;\nRussian Federation;\nRepublic of Turkey;", ["iran", "ru", "tr"]),
    ("Islamic Republic of Iran,\nthe Russian Federation, \n the Republic of Turkey", 3),
    ("For the Government of Syria: A. B., Minister;\nFor the Front: C. D.;", ["syria", "front"]),
    ("1 – The Front [Signed]\n2 – Iran [Signed]", ["front", "iran"]),
    ("Iran, Turkey and the Front", ["iran", "tr", "front"]),
    ("Iran, the Unknown and Turkey", ["iran", "tr"]),
    ("The Front, signed by E. F.", ["front"]),
    ("The Front (TF) represented by brother E. F.", ["front"]),
    ("Front - E. F. & G. H. [signed]", ["front"]),
]


@pytest.mark.parametrize(("part", "slugs"), SIGNED)
def test_parties_are_found_by_exact_names_with_other_words_around_them(part, slugs):
    for slug, name in (("iran", "Iran"), ("ru", "Russian Federation"), ("tr", "Turkey")):
        make_actor(slug=slug, name=name)
    make_actor(slug="syria", name="Syrian Government", aliases=["Government of Syria"])
    make_actor(slug="front", name="The Front", aliases=["Front"])
    report = import_agreements(pax_row(1, Part=part))

    parties = {one.slug for one in OutcomeDocument.objects.get().parties.all()}
    assert parties == ({"iran", "ru", "tr"} if slugs == 3 else set(slugs))
    unknown = [note for note in report.notes if "not the name or an alias" in note]
    assert len(unknown) == ("Unknown" in part)


def test_unknown_parties_are_noted_and_not_guessed():
    make_actor(slug="front", name="Front for Freedom")
    report = import_agreements(
        pax_row(1, Part="Front;\nIdlib Tribes - six signatories, all illegible.")
    )

    assert not OutcomeDocument.objects.get().parties.exists()
    assert sum("is not the name or an alias of an actor" in note for note in report.notes) == 2


def test_only_the_empty_fields_of_a_document_in_the_record_are_filled():
    iran = make_actor(slug="iran", name="Iran")
    existing = make_document(slug="plan", title="Our title", pax_id=756, date="")
    make_citation(document=existing)
    import_agreements(pax_row(756, Agt="Their title", Dat="2012-04-14", Part="Iran"))

    existing.refresh_from_db()
    assert (existing.title, existing.date, [*existing.parties.all()]) == (
        "Our title",
        "2012-04-14",
        [iran],
    )
    assert existing.citations.get(source__slug="pax").supports == ["date", "parties", "pax_id"]
    assert OutcomeDocument.objects.count() == 1


def test_fields_that_are_filled_are_added_to_what_the_citation_supports():
    existing = make_document(slug="plan", pax_id=756, date="")
    make_citation(
        document=existing, source=make_source(slug="pax"), locator="AgtId 756", supports=["title"]
    )
    import_agreements(pax_row(756, Dat="2012-04-14"))

    assert existing.citations.get().supports == ["title", "date", "pax_id"]
    assert import_agreements(pax_row(756, Dat="2012-04-14")).in_words() == "1 unchanged"


@pytest.mark.parametrize(
    ("record", "nature"),
    [("2012-04-16", "contradiction"), ("2012-04", "precision"), ("2012-04-14", "")],
)
def test_another_day_than_the_records_is_cited_as_a_difference(record, nature):
    existing = make_document(slug="plan", pax_id=756, date=record)
    make_citation(document=existing)
    rows = [pax_row(756, Dat="2012-04-14")]
    import_agreements(*rows)

    existing.refresh_from_db()
    assert existing.date == record
    differing = Citation.objects.exclude(nature="").values_list(
        "nature", "reported_field", "reported_value", "reported_days"
    )
    assert [*differing] == ([(nature, "date", "2012-04-14", "2012-04-14")] if nature else [])
    assert import_agreements(*rows).in_words() == "1 unchanged"


def test_the_source_that_was_chosen_is_cited():
    newer = make_source(slug="pax-v9")
    import_agreements(pax_row(1), source="pax-v9")

    assert Citation.objects.get().source == newer
    assert Source.objects.count() == 1


@pytest.mark.parametrize("has_it", [True, False])
def test_a_wrong_day_is_reported_at_the_files_own_column_and_nothing_is_written(has_it):
    if has_it:
        make_citation(document=make_document(slug="plan", pax_id=2, date="2017"))
    report = import_agreements(pax_row(1), pax_row(2, Dat="2017-02-30"), pax_row(3))

    assert fault_places(report) == [(3, "Dat", "2017-02-30")]
    assert not OutcomeDocument.objects.filter(pax_id__in=[1, 3]).exists()


def test_a_broken_row_is_reported_and_not_mistaken_for_another_countrys():
    file = write_pax([pax_row(1)]) + b'Syria,Government,115,"Cut off\r\nhere"\r\n'
    report = preview_file(file, "pax.csv", layout="pax")

    assert [row for row, _, _ in fault_places(report)] == [3]


def test_a_long_title_is_cut_and_an_agreement_is_imported_once():
    report = import_agreements(pax_row(1, Agt="Long " * 60), pax_row(1))

    assert len(OutcomeDocument.objects.get().title) == 200
    assert report.notes["A title is cut at 200 characters."] == 1
    assert report.notes["Another row of the same AgtId is skipped."] == 1
