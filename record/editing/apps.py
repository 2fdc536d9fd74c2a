from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Versions, proposals and the queue; its label is that under which its tables were made."""

    name = "record.editing"
    label = "review"
    verbose_name = "Review"
