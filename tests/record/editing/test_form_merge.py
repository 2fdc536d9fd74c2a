"""Merging and comparing states of a form, which are plain values."""

from hypothesis import given
from hypothesis import strategies as st

from record.editing.form_merge import Conflict, FormState, Place, ValueChange


def state(own: dict[str, str] | None = None, **rows: dict[str, str]) -> FormState:
    """Return a state with these own fields, and with rows "r1", "r2" of one set called "rows"."""
    return FormState(
        own={name: [value] if value else [] for name, value in (own or {}).items()},
        rows={"rows": {key: {n: [v] for n, v in row.items()} for key, row in rows.items()}},
        row_fields={"rows": ["text"]},
    )


def test_a_field_that_one_side_changed_comes_from_that_side():
    base = state({"a": "1", "b": "1"}, r1={"text": "1"}, r2={"text": "1"})
    theirs = state({"a": "2", "b": "1"}, r1={"text": "2"}, r2={"text": "1"})
    mine = state({"a": "1", "b": "3"}, r1={"text": "1"}, r2={"text": "3"})
    merged, conflicts = FormState.merge(base, theirs, mine)

    assert conflicts == []
    assert merged.own == {"a": ["2"], "b": ["3"]}
    assert merged.rows == {"rows": {"r1": {"text": ["2"]}, "r2": {"text": ["3"]}}}


def test_a_field_that_both_changed_differently_is_a_conflict_and_keeps_mine():
    base = state({"a": "1"}, r1={"text": "1"})
    theirs, mine = state({"a": "2"}, r1={"text": "2"}), state({"a": "3"}, r1={"text": "3"})
    merged, conflicts = FormState.merge(base, theirs, mine)

    assert conflicts == [
        Conflict(Place("", "", "a"), ["1"], ["2"], ["3"]),
        Conflict(Place("rows", "r1", "text"), ["1"], ["2"], ["3"]),
    ]
    assert (merged.own, merged.rows) == (mine.own, mine.rows)


def test_a_field_that_both_changed_alike_is_no_conflict():
    merged, conflicts = FormState.merge(state({"a": "1"}), state({"a": "2"}), state({"a": "2"}))
    assert (merged.own, conflicts) == ({"a": ["2"]}, [])


def test_without_a_base_every_difference_is_a_conflict():
    _, conflicts = FormState.merge(None, state({"a": "1", "b": "1"}), state({"a": "2", "b": "1"}))
    assert conflicts == [Conflict(Place("", "", "a"), [], ["1"], ["2"])]


def test_a_row_that_they_deleted_comes_back_only_if_i_changed_it():
    base = state(r1={"text": "1"}, r2={"text": "1"})
    merged, conflicts = FormState.merge(base, state(), state(r1={"text": "2"}, r2={"text": "1"}))

    assert (merged.rows["rows"], conflicts) == ({}, [])
    assert merged.added_rows == {"rows": [{"text": ["2"]}]}


def test_a_row_that_i_deleted_stays_if_they_changed_it():
    base = state(r1={"text": "1"}, r2={"text": "1"})
    theirs = state(r1={"text": "2"}, r2={"text": "1"})
    mine = state(r1={"text": "1"}, r2={"text": "1"})
    mine.deleted_keys["rows"] = {"r1", "r2"}
    merged, _ = FormState.merge(base, theirs, mine)

    assert merged.deleted_keys == {"rows": {"r2"}}
    assert merged.rows["rows"]["r1"] == {"text": ["2"]}


def test_a_diff_names_each_changed_value_and_each_row_that_is_added_or_deleted():
    before = state({"a": "1", "b": "1"}, r1={"text": "1"}, r2={"text": "1"})
    after = state({"a": "1", "b": ""}, r1={"text": "2"}, r2={"text": "3"})
    after.deleted_keys["rows"] = {"r2"}
    after.added_rows["rows"] = [{"text": ["new"]}]

    assert list(before.diff(after)) == [
        ValueChange(Place("", "", "b"), ["1"], []),
        ValueChange(Place("rows", "r1", "text"), ["1"], ["2"]),
        ValueChange(Place("rows", "r2", ""), [], []),
        ValueChange(Place("rows", "", "text"), [], ["new"]),
    ]


VALUES = st.sampled_from(["", "1", "2", "3"])
STATES = st.builds(lambda a, b: state({"a": a, "b": b}, r1={"text": a + b}), VALUES, VALUES)


@given(base=STATES, theirs=STATES, mine=STATES)
def test_if_one_side_changed_nothing_the_result_is_the_other_side(base, theirs, mine):
    from_theirs, their_conflicts = FormState.merge(base, theirs, base)
    from_mine, my_conflicts = FormState.merge(base, base, mine)

    assert (from_theirs.own, from_theirs.rows) == (theirs.own, theirs.rows)
    assert (from_mine.own, from_mine.rows) == (mine.own, mine.rows)
    assert their_conflicts == my_conflicts == []


@given(base=STATES, theirs=STATES, mine=STATES)
def test_both_sides_see_the_same_conflicts(base, theirs, mine):
    _, conflicts = FormState.merge(base, theirs, mine)
    _, mirrored_conflicts = FormState.merge(base, mine, theirs)

    assert [(one.place, one.theirs, one.mine) for one in conflicts] == [
        (one.place, one.mine, one.theirs) for one in mirrored_conflicts
    ]
