"""Bring the record of the fixtures into the database; never overwrite an editor's work unseen."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.base import DeserializedObject
from django.db import IntegrityError, connection, models

from record.app_config import RecordAppConfig
from record.editing.editions import EditionReport, bring_in
from record.editing.models import LoadedRow

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
    "record/explanations",
)


EDITION = "edition"  # the loaded row that stands for all fixtures together
WORDS = {
    "new": "New",
    "changed": "Changed",
    "overwritten": "Overwritten, though an editor had changed it",
    "left_alone": "Kept as an editor left it, though the edition differs",
    "absent": "Left out, since it was deleted or named otherwise here",
    "removed": "Removed, since the edition has it no more",
    "needed": "In the edition no more, but kept for an editor’s work",
}
# Of what is new, changed or removed only the number is told, unless the preview lists all.
TOLD_BY_NUMBER = ("new", "changed", "removed")


class Command(BaseCommand):
    """Fills an empty record, and brings a new edition into one in use."""

    help = (
        "Load the fixtures. Into a record in use, bring in what is new or different, but leave "
        "alone, and name, what editors have changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fixtures", nargs="*", default=list(FIXTURES))
        parser.add_argument(
            "--preview", action="store_true", help="list what it would do, and do nothing"
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also overwrite what editors have changed, and bring back what they deleted",
        )

    def handle(self, *args: object, fixtures: list[str], **options: Any) -> None:
        is_preview, overwrites = options["preview"], options["overwrite"]
        paths = [find_fixture(name) for name in fixtures]
        edition = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
        if self._is_here(edition) and not (is_preview or overwrites):
            self.stdout.write("The record is of this edition already; nothing is loaded.")
            return
        try:
            report = bring_in(
                read_fixtures(paths),
                record_models(),
                overwrites=overwrites,
                is_whole=fixtures == list(FIXTURES),
                is_preview=is_preview,
            )
        except IntegrityError as error:
            raise CommandError(
                f"Nothing is loaded: a row that an editor made is in the way. {error}"
            ) from error
        self._tell(report, lists_all=is_preview)
        if not is_preview:
            LoadedRow.objects.update_or_create(
                model=EDITION, key=EDITION, defaults={"row": 0, "digest": edition}
            )
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # without it PostgreSQL plans as for empty tables

    def _is_here(self, edition: str) -> bool:
        return LoadedRow.objects.filter(model=EDITION, digest=edition).exists()

    def _tell(self, report: EditionReport, *, lists_all: bool) -> None:
        for one in fields(report):
            rows = getattr(report, one.name)
            if rows and (lists_all or one.name not in TOLD_BY_NUMBER):
                self.stdout.write(f"{WORDS[one.name]}:")
                for row in rows:
                    changes = f" ({row.changes})" if row.changes else ""
                    self.stdout.write(f"  {row.kind}: {row.name}{changes}")
            elif rows:
                self.stdout.write(f"{WORDS[one.name]}: {len(rows):,}")


def record_models() -> Iterator[type[models.Model]]:
    """Yield the models of the record, each after those that it refers to."""
    rows = [(app, None) for app in apps.get_app_configs() if isinstance(app, RecordAppConfig)]
    yield from serializers.sort_dependencies(rows)


def find_fixture(name: str) -> Path:
    return Path(settings.FIXTURE_DIRS[0]) / f"{name}.yaml"


def read_fixtures(paths: list[Path]) -> Iterator[DeserializedObject]:
    """Yield the rows of the fixtures; each is looked up when those before it are stored."""
    for path in paths:
        with path.open() as file:
            yield from serializers.deserialize("yaml", file, handle_forward_references=True)
