"""Fill an empty record from the fixtures; never change one that editors have worked on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from talks.models import Round

# The document first: the wider record extends its rows. Each file comes after what it refers to.
FIXTURES = (
    "document",
    "record/topics",
    "record/sources",
    "record/tracks",
    "record/venues",
    "record/actors",
    "record/relations",
    "record/rounds",
    "record/participations",
    "record/statements",
    "record/documents",
    "record/citations",
    "record/story",
)


class Command(BaseCommand):
    """Loads into an empty record only: `loaddata` would undo every correction since."""

    help = "Load the fixtures into an empty database; do nothing if it has rounds already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fixtures", nargs="*", default=list(FIXTURES))

    def handle(self, *args: object, fixtures: list[str], **options: Any) -> None:
        if Round.objects.exists():
            self.stdout.write("There is a record already; nothing is loaded.")
            return
        call_command("loaddata", *fixtures, verbosity=options["verbosity"])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # without it PostgreSQL plans as for empty tables
