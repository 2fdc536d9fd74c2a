"""Why a finding of a check is right to stand: an editor looked at it, and says why."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse

from record.models import Checked


class ExplanationManager(models.Manager["Explanation"]):
    def get_by_natural_key(self, rule: str, fact: str) -> "Explanation":
        return self.get(rule=rule, fact=fact)


class Explanation(Checked):
    """The reason for which a finding is let stand.

    `rule` is the name of the check, and `fact` what it found, as the page of checks names it:
    "statement/kelly-craft-agree-to-a-ceasefire". It is a text, so that an explanation outlives a
    finding that is mended; such an explanation is shown as one that explains nothing any more.
    """

    rule = models.CharField("check", max_length=40, help_text="The name of the check.")
    fact = models.CharField(
        max_length=400, help_text="What was found, as the page of checks names it."
    )
    reason = models.TextField(help_text="Why it is right as it is.")
    who = models.CharField(max_length=120, blank=True, help_text="Who looked at it.")
    day = models.DateField(default=dt.date.today, help_text="When.")

    objects = ExplanationManager()

    class Meta:
        ordering = ("rule", "fact")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "fact"],
                name="finding_is_explained_once",
                violation_error_message="This finding has an explanation already: change that one.",
                violation_error_code="fact",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="explanation_gives_a_reason",
                violation_error_message="Say why the finding may stand.",
                violation_error_code="reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.fact}"

    def get_absolute_url(self) -> str:
        """Return the page of its check: no public page shows it."""
        return f"{reverse('talks:check')}?check={self.rule}"

    def natural_key(self) -> tuple[str, str]:
        return (self.rule, self.fact)
