"""What an import would do, row by row: told before anything is written."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from record.editing.versions import FieldChange
from talks.imports.faults import Fault

SHOWN = 200  # rows of each sort that a report holds; all are counted


@dataclass(frozen=True)
class Outcome:
    """What becomes of a row: where it stands, what it is, and the values that it changes.

    A new row changes nothing, and has what it is about instead.
    """

    row: int
    kind: str
    name: str
    is_new: bool
    changes: tuple[FieldChange, ...] = ()


@dataclass
class Report:
    """Counts of new, changed and unchanged rows, the first of each that is told, and what is wrong.

    `skip` rows are counted and not held, so that a page further on can be told. `notes` count what
    is left alone, in words.
    """

    skip: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    wrong: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    missing: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._told = hashlib.sha256()

    @property
    def digest(self) -> str:
        """What tells this report from that of another file, or of another state of the record."""
        return self._told.hexdigest()

    @property
    def is_right(self) -> bool:
        return not self.wrong

    @property
    def changes_anything(self) -> bool:
        return bool(self.counts["new"] or self.counts["changed"])

    def tell(self, outcome: Outcome) -> None:
        """Count a row that is new or changes something, and hold it if there is room."""
        place = self.counts["new"] + self.counts["changed"]
        self.counts["new" if outcome.is_new else "changed"] += 1
        self._told.update(repr(outcome).encode())
        if self.skip <= place < self.skip + SHOWN:
            self.outcomes.append(outcome)

    def fail(self, fault: Fault) -> None:
        """Count what is wrong, and hold it if there is room."""
        self.wrong += 1
        if len(self.faults) < SHOWN:
            self.faults.append(fault)

    def lacks(self, fault: Fault, kind: str) -> None:
        """Tell once that a column is missing, at the first row that needs it."""
        if (kind, fault.column) not in self.missing:
            self.missing.add((kind, fault.column))
            self.fail(fault)

    def in_words(self) -> str:
        """Say the counts: “3 new, 1 changed, 40 unchanged, 2 wrong”."""
        counts = {**{name: self.counts[name] for name in ("new", "changed", "unchanged")}}
        told = [f"{count:,} {name}" for name, count in counts.items() if count]
        told += [f"{self.wrong:,} wrong"] if self.wrong else []
        return ", ".join(told) or "nothing in it"
