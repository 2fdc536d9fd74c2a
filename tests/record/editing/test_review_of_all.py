"""Proposals of every kind of thing: a contributor's change waits, and an editor publishes it."""

from typing import Any

import pytest
from django.db import models
from django.urls import reverse

from record.editing.models import Proposal
from record.stamp import stamp
from talks.models import TARGET_OF, Citation
from tests.desk import do, dump_record, edit_address, page_address
from tests.every_model import BENEATH, MAKE, ours
from tests.factories import make_citation
from tests.forms import read_form

pytestmark = pytest.mark.django_db

# A field of each kind, and what is typed into it.
NEW_VALUES: dict[str, tuple[str, str]] = {
    "Actor": ("name", "Unseen"),
    "Relation": ("role", "Unseen"),
    "Track": ("description", "Unseen"),
    "TrackRole": ("role", "convener"),
    "Venue": ("former_names", "Unseen"),
    "Topic": ("name", "Unseen"),
    "Round": ("agenda", "Unseen"),
    "Statement": ("summary", "Unseen"),
    "OutcomeDocument": ("summary", "Unseen"),
    "ContextNote": ("summary", "Unseen"),
    "Source": ("note", "Unseen"),
    "Era": ("title", "Unseen"),
    "Citation": ("quotation", "Unseen"),
    "Participation": ("role", "convener"),
    "Explanation": ("reason", "Unseen"),
}


def make(model: type[models.Model]) -> Any:
    """Make a row of a model with a row of each kind beneath it, and cited."""
    row = MAKE[model]()
    for beneath in BENEATH.get(model, []):
        beneath(row)
    return row


@ours
@pytest.mark.parametrize("way", [{}, {"_continue": "1"}, {"_addanother": "1"}, {"_popup": "1"}])
def test_a_change_of_a_contributor_waits_whatever_button_is_pressed(
    contributor, model, way, capsys
):
    row = make(model)
    field, value = NEW_VALUES[model.__name__]
    form = read_form(contributor.get(edit_address(row))) | {field: value} | way
    form |= {name: "on" for name in form if name.endswith("-id") and form[name]}
    boxes = {name.replace("-id", "-DELETE"): "on" for name in form if name.endswith("-id")}
    before, stamp_before = dump_record(capsys), stamp()
    for values in (form, form | boxes):
        assert contributor.post(edit_address(row), values).status_code in (200, 302)

    assert (dump_record(capsys), stamp()) == (before, stamp_before)


@ours
def test_a_proposal_can_be_read_previewed_opened_and_published(contributor, editor, model):
    row = make(model)
    if model in TARGET_OF and not row.citations.exists():
        make_citation(**{TARGET_OF[model]: row})
    field, value = NEW_VALUES[model.__name__]
    form = read_form(contributor.get(edit_address(row))) | {field: value}
    answer = contributor.post(edit_address(row), form)
    assert answer.status_code == 302, answer.context["errors"]
    proposal = Proposal.objects.get()
    preview = reverse("admin:review_proposal_preview", args=[proposal.pk])

    response = editor.get(proposal.get_absolute_url())
    assert value in {change.after for change in response.context["changes"]}
    assert editor.get(preview).status_code == 200
    assert read_form(do(editor, proposal, "open"))[field] == value
    assert do(editor, proposal, "accept").status_code == 302
    assert getattr(model._default_manager.get(pk=row.pk), field) == value
    proposal.refresh_from_db()
    assert proposal.state == "accepted"


@ours
def test_a_contributor_deletes_nothing(contributor, model, capsys):
    row = make(model)
    action = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    before = dump_record(capsys)
    assert (
        contributor.post(page_address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    )
    contributor.post(page_address(model, "changelist"), action)

    assert dump_record(capsys) == before
    assert model._default_manager.filter(pk=row.pk).exists()


@ours
def test_a_new_thing_of_a_contributor_is_in_no_list(contributor, model, capsys):
    row = make(model)
    source = Citation.objects.order_by("pk").values_list("source", flat=True).first()
    form = {
        name: value
        for name, value in read_form(contributor.get(edit_address(row))).items()
        if not name.startswith("citations-")
    }
    beneath = {name: "0" for name in form if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS"))}
    form |= beneath | {"slug": "unseen", "start": "1999"} | {"locator": "unseen"}
    if model in TARGET_OF:
        form |= {"citations-TOTAL_FORMS": "1", "citations-INITIAL_FORMS": "0"}
        form |= {"citations-0-source": source, "citations-0-locator": "1"}
    if model is Citation:
        form[row.target_name()] = row.fact.pk  # which is not chosen anew on its own page
    form |= {"number": "77", "ordinal": "77", "position": "77", "role": "observer"}
    form |= {"fact": "round/unseen"}
    before = dump_record(capsys)
    answer = contributor.post(page_address(model, "add"), form)

    assert answer.status_code == 302, answer.context["errors"]
    assert Proposal.objects.get().target == ""
    assert dump_record(capsys) == before
