"""Rows that break a constraint: those of the story, and of the second reading of the record."""

from talks.models import EraSentence, Explanation
from tests.breaking import Break
from tests.factories import make_era, make_explanation, make_sentence
from tests.talks.models.unstored import a_document, a_round, a_sentence, a_statement, an_era

NO_CHOICE = "is not a valid choice"


def make_sentence_again() -> EraSentence:
    first = make_sentence()
    return a_sentence(era=first.era, position=first.position)


def explain_again() -> Explanation:
    first = make_explanation()
    return Explanation(rule=first.rule, fact=first.fact, reason="Again.")


BREAKS_OF_THE_STORY = [
    Break("Era.position", lambda: an_era(position=make_era().position), "position", "already"),
    *(
        Break("era_has_a_first_and_a_last_day_in_order", make_row, "end", "that are known")
        for make_row in (
            lambda: an_era(start="2013", end="2012"),
            lambda: an_era(start=""),
            lambda: an_era(end="2012/.."),
        )
    ),
    Break(
        "sentence_has_a_place_of_its_own_in_its_era",
        make_sentence_again,
        "position",
        "choose a free one",
    ),
    Break("sentence_says_something", lambda: a_sentence(text=""), "text", "cannot be blank"),
]
BREAKS_OF_REVIEW = [
    *(
        Break(f"{name}_has_a_known_confidence", make_unsure, "confidence", NO_CHOICE)
        for name, make_unsure in (
            ("round", lambda: a_round(confidence="sure")),
            ("statement", lambda: a_statement(confidence="sure")),
            ("document", lambda: a_document(confidence="sure")),
        )
    ),
    Break("finding_is_explained_once", explain_again, "fact", "has an explanation already"),
    Break(
        "explanation_gives_a_reason",
        lambda: Explanation(rule="kind", fact="round/x"),
        "reason",
        "cannot be blank",
    ),
]
