"""Import a file into the record, or show what it would do."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from record.editing.roles import may_publish
from talks.imports import importing
from talks.imports.blanks import BLANK_FORMATS
from talks.imports.faults import Unreadable
from talks.imports.kinds import IMPORT_KINDS
from talks.imports.layouts import LAYOUTS
from talks.imports.models import FileImport
from talks.imports.reading import FileContents, read_file
from talks.imports.report import Report
from talks.imports.writing import Attribution
from talks.models import StatementKind, Status

LAYOUT_OPTIONS = {
    "country": "PA-X: the country whose agreements are imported; by default Syria",
    "process": "PA-X: a process by name or number, instead of a country",
    "source": "PA-X, TimelineJS: the slug of the source that the rows rest on",
    "track": "TimelineJS as rounds: the slug of their track; by default each event's group",
    "speaker": "TimelineJS as statements: the slug of the speaker; by default each event's group",
}


class Command(BaseCommand):
    """Imports a file, or on any fault nothing: it then lists the faults and ends with 1."""

    help = "Import a CSV, XLSX, JSON or YAML file into the record: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = list(IMPORT_KINDS)
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--preview", action="store_true", help="only show what it would do")
        parser.add_argument("--kind", choices=kinds, default="", help="what its rows are")
        parser.add_argument(
            "--layout", choices=list(LAYOUTS), default="", help="whose columns it has"
        )
        parser.add_argument("--encoding", default="", help="such as cp1256; by default, found out")
        for name, help_text in LAYOUT_OPTIONS.items():
            parser.add_argument(f"--{name}", default="", help=help_text)
        parser.add_argument("--status", choices=Status.values, default="", help="of the rounds")
        parser.add_argument("--statement-kind", choices=StatementKind.values, default="")
        parser.add_argument("--user", help="who imports; if they may not publish, the file waits")
        parser.add_argument("--why", default="", help="is saved with each version that it makes")
        parser.add_argument(
            "--template", choices=kinds, help="write an empty file of this kind instead"
        )

    def handle(
        self, *args: object, file: Path | None, template: str | None, **options: Any
    ) -> None:
        if file is None:
            raise CommandError("Name the file to import, or with --template the file to write.")
        if template:
            self._write_template(file, template)
            return
        layout_options = {name: options[name] for name in (*LAYOUT_OPTIONS, "status")}
        layout_options["statement_kind"] = options["statement_kind"]
        how_to_read = {name: options[name] for name in ("kind", "layout", "encoding")}
        how_to_read["options"] = {name: value for name, value in layout_options.items() if value}
        try:
            content = file.read_bytes()
            contents = read_file(file.name, content, **how_to_read)
            if options["user"] and not may_publish(user := self._find_user(options["user"])):
                self._propose(file.name, content, user, options["why"], how_to_read)
            else:
                self._import(contents, options)
        except (Unreadable, OSError) as error:
            raise CommandError(str(error)) from error

    def _import(self, contents: FileContents, options: dict[str, Any]) -> None:
        report, row_count = Report(), 0
        user = self._find_user(options["user"]) if options["user"] else None
        attribution = (
            None if options["preview"] else Attribution(user, options["why"] or "Imported")
        )
        for rows in importing.run_import(contents, report, attribution):
            row_count += rows
            self.stderr.write(f"Rows read: {row_count:,}")
        self._print(report)
        if not report.is_correct:
            raise CommandError(f"Nothing is imported: {report.in_words()}.")
        verb = "It would import" if options["preview"] else "Imported"
        self.stdout.write(f"{verb}: {report.in_words()}.")

    def _print(self, report: Report) -> None:
        for note, count in report.notes.most_common():
            self.stdout.write(f"{count:,} × {note}" if count > 1 else note)
        for outcome in report.outcomes:
            change_type = "new" if outcome.is_new else "changed"
            self.stdout.write(f"{outcome.kind} {outcome.row}: {change_type}: {outcome.name}")
            for change in outcome.changes:
                self.stdout.write(f"    {change.label}: “{change.before}” → “{change.after}”")
        for fault in report.faults:
            self.stderr.write(str(fault))

    def _propose(
        self, name: str, content: bytes, user: User, why: str, how_to_read: dict[str, Any]
    ) -> None:
        upload = FileImport(name=name, author=user, why=why[:200], **how_to_read)
        upload.content = content
        upload.save()
        self.stdout.write(f"{user} may not publish: the file waits for an editor.")

    def _find_user(self, name: str) -> User:
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user “{name}”.")
        return user

    def _write_template(self, file: Path, kind: str) -> None:
        suffix = file.suffix.removeprefix(".")
        if suffix not in BLANK_FORMATS:
            names = ", ".join(f"*.{one}" for one in BLANK_FORMATS)
            raise CommandError(f"Name the file one of {names}.")
        if file.exists():
            raise CommandError(f"{file} is there already: choose another name.")
        _, write = BLANK_FORMATS[suffix]
        file.write_bytes(write(IMPORT_KINDS[kind]))
        self.stdout.write(f"{file} is written: fill it in, and import it.")
