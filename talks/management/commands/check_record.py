"""Tell what an editor should look at."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talks.checks import CHECKS, walk


class Command(BaseCommand):
    """What it finds is no error: the status is 0, unless `--fail` asks for 1 where there is any."""

    help = "Tell what lacks a citation, a date or a second source, and what may be told twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="append", choices=list(CHECKS), help="this one alone")
        parser.add_argument("--json", action="store_true", help="one object a line")
        parser.add_argument(
            "--fail", action="store_true", help="end with 1 where anything is found"
        )

    def handle(self, *args: Any, check: list[str] | None, **options: Any) -> None:
        total = 0
        for name in check or CHECKS:
            found = 0
            for finding, called, others in walk(name):
                found += 1
                self._tell(name, finding, called, others, as_json=options["json"])
            total += found
            if not options["json"]:
                self.stdout.write(f"{CHECKS[name].label}: {found:,}\n")
        if total and options["fail"]:
            raise CommandError(f"{total:,} to look at.")

    def _tell(self, name: str, finding: Any, called: str, others: Any, *, as_json: bool) -> None:
        alike = [other for _, other in others]
        if as_json:
            said = {"check": name, "kind": finding.kind, "key": finding.key, "name": called}
            said |= {"told": finding.told, "alike": alike}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        more = f" ({finding.told}{''.join(f' as {one}' for one in alike)})" if finding.told else ""
        self.stdout.write(f"{CHECKS[name].label}: {finding.kind} {finding.key}, {called}{more}")
