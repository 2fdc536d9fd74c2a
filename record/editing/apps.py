from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Versions, proposals and the queue; the label is "review" because its tables are called so."""

    name = "record.editing"
    label = "review"
    verbose_name = "Review"
