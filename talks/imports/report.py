"""What an import would do, row by row: reported before anything is written."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from record.editing.versions import FieldChange
from talks.imports.faults import Fault

MAX_LISTED = 200  # rows of each sort that a report lists; all are counted


@dataclass(frozen=True)
class Outcome:
    """What an import does with a row: its number and kind, its thing's name, and the changes.

    A new row has no changes.
    """

    row: int
    kind: str
    name: str
    is_new: bool
    changes: tuple[FieldChange, ...] = ()


@dataclass
class Report:
    """Counts of new, changed and unchanged rows, and the first of the outcomes and faults.

    `skip` is how many outcomes are counted and not listed, for the pages after the first. `notes`
    count what was ignored, by the sentence that says so. `missing_columns` are pairs of a kind
    and a column.
    """

    skip: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    missing_columns: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._hash = hashlib.sha256()

    @property
    def digest(self) -> str:
        """A hash that differs for another file, and for another state of the record."""
        return self._hash.hexdigest()

    @property
    def is_correct(self) -> bool:
        """Whether nothing is wrong in the file."""
        return not self.fault_count

    @property
    def outcome_count(self) -> int:
        """How many rows are new or change something."""
        return self.counts["new"] + self.counts["changed"]

    @property
    def changes_anything(self) -> bool:
        return bool(self.outcome_count)

    def add_outcome(self, outcome: Outcome) -> None:
        """Count a row that is new or changes something, and list it if there is room."""
        index = self.outcome_count
        self.counts["new" if outcome.is_new else "changed"] += 1
        self._hash.update(repr(outcome).encode())
        if self.skip <= index < self.skip + MAX_LISTED:
            self.outcomes.append(outcome)

    def add_fault(self, fault: Fault) -> None:
        """Count a fault, and list it if there is room."""
        self.fault_count += 1
        if len(self.faults) < MAX_LISTED:
            self.faults.append(fault)

    def add_missing_column(self, fault: Fault, kind: str) -> None:
        """Report once that a column is missing, at the first row that needs it."""
        if (kind, fault.column) not in self.missing_columns:
            self.missing_columns.add((kind, fault.column))
            self.add_fault(fault)

    def in_words(self) -> str:
        """Return the counts in words: “3 new, 1 changed, 40 unchanged, 2 wrong”."""
        counts = {name: self.counts[name] for name in ("new", "changed", "unchanged")}
        counts["wrong"] = self.fault_count
        return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count) or (
            "nothing in it"
        )
