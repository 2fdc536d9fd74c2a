"""How sure the record is of a fact: whether somebody has looked it up again."""

from django.db import models
from django.db.models import Q


class Confidence(models.TextChoices):
    """Whether a fact was found in its sources again after it was entered."""

    READ_AGAIN = "read-again", "checked twice"
    SEEN_ONCE = "seen-once", "checked once"
    UNCONFIRMED = "unconfirmed", "not confirmed"


# What a page says of a fact, in a sentence.
SENTENCES = {
    Confidence.READ_AGAIN: "Checked twice: when it was entered, and in its sources again later.",
    Confidence.SEEN_ONCE: "Checked once: when it was entered.",
    Confidence.UNCONFIRMED: "Not confirmed: it could not be found in its sources again.",
}


class Reviewed(models.Model):
    """A fact with its confidence."""

    confidence = models.CharField(
        max_length=12,
        choices=Confidence,
        default=Confidence.SEEN_ONCE,
        db_index=True,
        help_text="“Checked twice” if somebody found it in its sources again after it was entered; "
        "“not confirmed” if that failed.",
    )

    class Meta:
        abstract = True

    @property
    def confidence_in_words(self) -> str:
        """Say in a sentence how sure the record is of it."""
        return SENTENCES[Confidence(self.confidence)]


def confidence_is_known(name: str) -> models.CheckConstraint:
    """Return the constraint that the confidence of a kind of fact is one of the three."""
    return models.CheckConstraint(
        condition=Q(confidence__in=Confidence.values), name=f"{name}_has_a_known_confidence"
    )
