"""List what an editor should look at, and fail on what nobody has explained."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from talks.checks import CHECKS, NamedFinding, read_findings
from talks.models import Explanation


class Command(BaseCommand):
    """Ends with 1 on a finding that needs a reason and has none, or a reason without a finding."""

    help = (
        "List facts that lack a citation, a date or a second source, that cannot be right, or that "
        "read badly. Ends with 1 unless all that needs a reason has one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="append", choices=list(CHECKS), help="run this check only"
        )
        parser.add_argument("--json", action="store_true", help="write one object a line")
        parser.add_argument(
            "--unexplained",
            action="store_true",
            help="list only what needs a reason and has none",
        )

    def handle(self, *args: object, check: list[str] | None, **options: Any) -> None:
        self.options = options
        unexplained = sum(self._list(check_name) for check_name in check or CHECKS)
        if unexplained:
            raise CommandError(f"{unexplained:,} without a reason: mend them, or say why not.")

    def _list(self, check_name: str) -> int:
        """List the findings of a check; return how many need a reason and have none."""
        needs_reason, label = CHECKS[check_name].needs_reason, CHECKS[check_name].label
        is_brief, is_json = self.options["unexplained"], self.options["json"]
        still_valid, unexplained, count = set(), 0, 0
        for row, explanation in read_findings(check_name):
            if explanation:
                still_valid.add(explanation.pk)
            count += 1
            is_open = needs_reason and explanation is None
            unexplained += is_open
            if is_open or not is_brief:
                reason = explanation.reason if explanation else ""
                as_line = _as_json if is_json else _as_text
                self.stdout.write(as_line(check_name, row, reason))
        stale = Explanation.objects.filter(rule=check_name).exclude(pk__in=still_valid)
        for one in stale:
            self.stderr.write(f"{label}: {one.fact} is explained, but not found any more.")
        if not is_json:
            of_these = f", {len(still_valid):,} of them explained" if still_valid else ""
            self.stdout.write(f"{label}: {count:,}{of_these}\n")
        return unexplained + len(stale)


def _as_json(check_name: str, row: NamedFinding, reason: str) -> str:
    finding = row.finding
    values = {
        "check": check_name,
        "kind": finding.kind,
        "key": finding.key,
        "fact": row.address,
        "name": row.name,
        "detail": finding.detail,
        "similar": [name for _key, name in row.similar],
        "reason": reason,
    }
    return json.dumps(values, ensure_ascii=False)


def _as_text(check_name: str, row: NamedFinding, reason: str) -> str:
    finding = row.finding
    similar = "".join(f" as {name}" for _key, name in row.similar)
    detail = f" ({finding.detail}{similar})" if finding.detail else ""
    stands = f" Stands: {reason}" if reason else ""
    label = CHECKS[check_name].label
    return f"{label}: {finding.kind} {finding.key}, {row.name}{detail} [{row.address}]{stands}"
