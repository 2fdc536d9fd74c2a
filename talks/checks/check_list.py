"""All checks, in the order of the page: first those whose findings need an explanation."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from talks.checks.backing import (
    find_own_press_alone,
    find_third_parties_among_parties,
    find_unsupported_addressees,
)
from talks.checks.dates import (
    find_far_from_round,
    find_older_sources,
    find_outside_office,
    find_same_days,
)
from talks.checks.findings import Finding
from talks.checks.incomplete_facts import (
    find_on_one_source,
    find_resting_on_nothing,
    find_uncited,
    find_undated,
)
from talks.checks.likely_duplicates import find_likely_duplicates
from talks.checks.quotations import (
    find_long_quotations,
    find_translated_quotations,
    find_unchecked_quotations,
    find_unmatched_quotations,
)
from talks.checks.wording import (
    find_inside_names,
    find_loaded_words,
    find_unnamed,
    find_wrong_kinds,
)


@dataclass(frozen=True)
class Check:
    """A check: its label, what an editor can do about its findings, and the function it runs.

    A finding may be no mistake; where `needs_reason`, somebody has to say why.
    """

    label: str
    remedy: str
    run: Callable[[], Iterator[Finding]]
    needs_reason: bool = True


CHECKS: Mapping[str, Check] = {
    "uncited": Check(
        "No citation",
        "Cite a source, or delete the fact if no source supports it.",
        find_uncited,
    ),
    "outside-office": Check(
        "Said outside the speaker’s office",
        "Correct the date of the statement or the term of the office; or it was said on behalf of "
        "nobody.",
        find_outside_office,
    ),
    "far-from-round": Check(
        "Said more than a month from its round",
        "Correct the date, or take the round away, unless the statement is about it.",
        find_far_from_round,
    ),
    "same-days": Check(
        "Contradiction without a difference",
        "The source gives the days of the record: take the difference away, or correct the days.",
        find_same_days,
    ),
    "older-source": Check(
        "Source older than what it is cited for",
        "The source appeared before the round ended, and can only tell a plan: cite a later one, "
        "or take the field out of what it supports.",
        find_older_sources,
    ),
    "addressees": Check(
        "Addressee that no source names",
        "Tick “addressees” on the citation that names them, or take them away.",
        find_unsupported_addressees,
    ),
    "kind": Check(
        "Kind against the verb",
        "Choose the kind that the summary tells, or the verb that fits the kind.",
        find_wrong_kinds,
    ),
    "third-parties": Check(
        "Third party among the parties",
        "Move those who mediated, hosted or witnessed the document to its third parties.",
        find_third_parties_among_parties,
    ),
    "own-press": Check(
        "Own press alone",
        "Look for an independent source, or begin the note with “Rests on”, and say on whose.",
        find_own_press_alone,
    ),
    "long-quotation": Check(
        "Quotation of more than 15 words",
        "Shorten it: we take no more from a source.",
        find_long_quotations,
    ),
    "translated-quotation": Check(
        "Quotation that may be a translator’s",
        "Say in the note that it is translated, quote the source in its own language, or take the "
        "quotation out.",
        find_translated_quotations,
    ),
    "loaded-words": Check(
        "Words that judge",
        "Write what was said and leave the judgement to the reader: said, answered, doubted.",
        find_loaded_words,
    ),
    "inside-names": Check(
        "Names that only insiders know",
        "Name them as somebody would who has never heard of them.",
        find_inside_names,
    ),
    "unnamed": Check(
        "Title without a name",
        "Write who the president or the minister is.",
        find_unnamed,
    ),
    "resting-on-nothing": Check(
        "Sentence of the story that rests on nothing",
        "Choose the rounds, documents, statements or tracks on which it rests, or delete it. Until "
        "then, the story leaves it out.",
        find_resting_on_nothing,
    ),
    "orphaned": Check(
        "Quotation not in its excerpt",
        "Compare with the source: correct the quotation, or the stored excerpt of the "
        "source. The comparison is letter by letter; only spaces and line ends are ignored.",
        find_unmatched_quotations,
    ),
    "duplicate": Check(
        "Probable duplicate",
        "Compare both: merge two actors or sources that are the same, delete what was entered "
        "twice, or leave both.",
        find_likely_duplicates,
    ),
    "undated": Check(
        "No date",
        "Add the date if a source gives one. If none does, nothing is wrong: the timeline shows "
        "the fact beside its time axis.",
        find_undated,
        needs_reason=False,
    ),
    "one-source": Check(
        "One source only",
        "Look for a second, independent one.",
        find_on_one_source,
        needs_reason=False,
    ),
    "unchecked": Check(
        "Quotation without an excerpt",
        "Store what was read of the source, so that the quotation can be checked.",
        find_unchecked_quotations,
        needs_reason=False,
    ),
}
