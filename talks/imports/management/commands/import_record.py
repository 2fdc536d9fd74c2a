"""Import a file into the record, or tell what it would do."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from record.editing.roles import may_publish
from talks.imports import blanks, importing
from talks.imports.faults import Unreadable
from talks.imports.importing import Reading
from talks.imports.kinds import IMPORT_KINDS
from talks.imports.layouts import LAYOUTS
from talks.imports.models import FileImport
from talks.imports.report import Report
from talks.imports.writing import Keeping
from talks.models import StatementKind, Status

OPTIONS = {
    "country": "PA-X: the country whose agreements are taken; Syria unless told",
    "process": "PA-X: a process by name or number, instead of a country",
    "source": "PA-X, TimelineJS: the slug of the source that the rows rest on",
    "track": "TimelineJS as rounds: the slug of their track; else each event's group names it",
    "speaker": "TimelineJS as statements: the slug of who speaks; else each event's group",
}


class Command(BaseCommand):
    """All of a file or nothing: where a row is wrong, each is told, and the status is 1."""

    help = "Import a CSV, XLSX, JSON or YAML file into the record: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--preview", action="store_true", help="tell what it would do, alone")
        parser.add_argument(
            "--kind", choices=list(IMPORT_KINDS), default="", help="what its rows are"
        )
        parser.add_argument("--layout", choices=list(LAYOUTS), default="", help="whose columns")
        parser.add_argument("--encoding", default="", help="as cp1256; found out unless told")
        for name, told in OPTIONS.items():
            parser.add_argument(f"--{name}", default="", help=told)
        parser.add_argument("--status", choices=Status.values, default="", help="of such rounds")
        parser.add_argument("--statement-kind", choices=StatementKind.values, default="")
        parser.add_argument("--user", help="who imports; of who may not publish it waits")
        parser.add_argument("--why", default="", help="is kept with each version that it makes")
        parser.add_argument(
            "--template",
            choices=list(IMPORT_KINDS),
            help="write an empty file of this kind instead",
        )

    def handle(self, *args: Any, file: Path | None, template: str | None, **options: Any) -> None:
        if file is None:
            raise CommandError("Name the file to import, or with --template the file to write.")
        if template:
            self._write(file, template)
            return
        given = {name: options[name] for name in (*OPTIONS, "status", "statement_kind")}
        read = {name: options[name] for name in ("kind", "layout", "encoding")}
        read["options"] = {name: value for name, value in given.items() if value}
        try:
            content = file.read_bytes()
            reading = importing.read(file.name, content, **read)
            if options["user"] and not may_publish(user := self._user(options["user"])):
                self._propose(file.name, content, user, options["why"], read)
            else:
                self._run(reading, options)
        except (Unreadable, OSError) as error:
            raise CommandError(str(error)) from error

    def _run(self, reading: Reading, options: Any) -> None:
        report, done = Report(), 0
        user = self._user(options["user"]) if options["user"] else None
        keeping = None if options["preview"] else Keeping(user, options["why"] or "Imported")
        for rows in importing.run(reading, report, keeping):
            done += rows
            self.stderr.write(f"Rows read: {done:,}")
        self._tell(report)
        if not report.is_right:
            raise CommandError(f"Nothing is imported: {report.in_words()}.")
        did = "It would make" if options["preview"] else "Imported"
        self.stdout.write(f"{did}: {report.in_words()}.")

    def _tell(self, report: Report) -> None:
        for note, count in report.notes.most_common():
            self.stdout.write(f"{count:,} × {note}" if count > 1 else note)
        for outcome in report.outcomes:
            sort = "new" if outcome.is_new else "changed"
            self.stdout.write(f"{outcome.kind} {outcome.row}: {sort}: {outcome.name}")
            for change in outcome.changes:
                self.stdout.write(f"    {change.label}: “{change.before}” → “{change.after}”")
        for fault in report.faults:
            self.stderr.write(str(fault))

    def _propose(self, name: str, content: bytes, user: Any, why: str, read: Any) -> None:
        sent = FileImport(name=name, author=user, why=why[:200], **read)
        sent.content = content
        sent.save()
        self.stdout.write(f"{user} may not publish: the file waits for an editor.")

    def _user(self, name: str) -> Any:
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no user “{name}”.")
        return user

    def _write(self, file: Path, kind: str) -> None:
        suffix = file.suffix.removeprefix(".")
        if suffix not in blanks.FORMATS:
            raise CommandError(f"Name it one of {', '.join(f'*.{one}' for one in blanks.FORMATS)}.")
        if file.exists():
            raise CommandError(f"{file} is there already: name another.")
        file.write_bytes(blanks.FORMATS[suffix][1](IMPORT_KINDS[kind]))
        self.stdout.write(f"{file} is to be filled in.")
