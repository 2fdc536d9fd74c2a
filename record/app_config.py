"""The apps whose rows make up the record."""

from django.apps import AppConfig


class RecordAppConfig(AppConfig):
    """An app whose rows are part of the record: changing any of them renews the record's stamp."""
