from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "talks.imports"
    label = "imports"
    verbose_name = "Import"
