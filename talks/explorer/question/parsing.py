"""Reads the explorer's query string into a question."""

from dataclasses import replace

from django.http import QueryDict

from record.dates import in_words
from record.query_form import PageField, QueryForm
from talks.explorer.question.choices import CHOICES, DIRECTIONS
from talks.explorer.question.fields import (
    ChoiceField,
    FoldedField,
    OneOfField,
    OpenField,
    PeriodField,
    PlaceField,
    ViewField,
    WordsField,
)
from talks.explorer.question.look import LANES, ORDERS, PRINTS, Look
from talks.explorer.question.options import Options, read_options
from talks.explorer.question.question import UNDATED, Question

NARROWING = ("direction", "q", "since", "until", "undated", "as_of")
LOOKING = ("lanes", "order", "folded", "open", "view", "page", "after", "before", "print")
PARAMETERS = (*(choice.name for choice in CHOICES), *NARROWING, *LOOKING)


class QuestionForm(QueryForm):
    """All parameters of the explorer's address."""

    direction = OneOfField("Statements", DIRECTIONS)
    q = WordsField()
    since = PeriodField("From")
    until = PeriodField("To")
    undated = OneOfField("Undated", UNDATED)
    as_of = PeriodField("As known on")
    lanes = OneOfField("Group by", LANES)
    order = OneOfField("Sort", ORDERS)
    folded = FoldedField(required=False)
    open = OpenField()
    view = ViewField()
    page = PageField()
    after = PlaceField("After")
    before = PlaceField("Before")
    print = OneOfField("Print", PRINTS)

    def __init__(self, query: QueryDict, options: Options) -> None:
        self.options = options
        super().__init__(query)

    def full_clean(self) -> None:
        for choice in CHOICES:
            self.fields[choice.name] = ChoiceField(choice, self.options[choice.name])
        super().full_clean()


def read_question(query: QueryDict) -> Question:
    """Read a query string.

    A value that is wrong narrows nothing: it is left out, and named in `errors` under its
    parameter with what would be right.
    """
    options = read_options()
    form = QuestionForm(query, options)
    values, errors = form.values, form.problems
    look = Look(**{name: values[name] for name in LOOKING if name != "open"})
    question = Question(
        options=options,
        chosen={choice.name: values[choice.name] for choice in CHOICES},
        look=replace(look, open_path=values["open"]),
        errors=errors,
        **{name: values[name] for name in NARROWING},
    )
    if look.order == "relevance" and not question.q:  # there is nothing that it could match
        question = replace(question, look=replace(question.look, order="time"))
    if question.is_reversed:
        errors.setdefault("until", []).append(
            f"“To” ({in_words(question.until)}) is before “From” ({in_words(question.since)}). "
            "Swap them."
        )
        question = replace(question, since="", until="")
    return question
