"""List what an editor should look at."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talks.checks import CHECKS, NamedFinding, read_all_findings


class Command(BaseCommand):
    """Findings are no errors: the command ends with 0, or with 1 if `--fail` asks for that."""

    help = "List facts that lack a citation, a date or a second source, and likely duplicates."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="append", choices=list(CHECKS), help="run this check only"
        )
        parser.add_argument("--json", action="store_true", help="write one object a line")
        parser.add_argument(
            "--fail", action="store_true", help="end with 1 if there are any findings"
        )

    def handle(self, *args: object, check: list[str] | None, **options: Any) -> None:
        total = 0
        for check_name in check or CHECKS:
            count = 0
            for row in read_all_findings(check_name):
                count += 1
                line = _as_json(check_name, row) if options["json"] else _as_text(check_name, row)
                self.stdout.write(line)
            total += count
            if not options["json"]:
                self.stdout.write(f"{CHECKS[check_name].label}: {count:,}\n")
        if total and options["fail"]:
            raise CommandError(f"{total:,} to look at.")


def _as_json(check_name: str, row: NamedFinding) -> str:
    finding = row.finding
    values = {
        "check": check_name,
        "kind": finding.kind,
        "key": finding.key,
        "name": row.name,
        "detail": finding.detail,
        "similar": [name for _key, name in row.similar],
    }
    return json.dumps(values, ensure_ascii=False)


def _as_text(check_name: str, row: NamedFinding) -> str:
    finding = row.finding
    similar = "".join(f" as {name}" for _key, name in row.similar)
    detail = f" ({finding.detail}{similar})" if finding.detail else ""
    return f"{CHECKS[check_name].label}: {finding.kind} {finding.key}, {row.name}{detail}"
