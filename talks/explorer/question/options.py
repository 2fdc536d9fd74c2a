"""The options of every filter, and whose words and deeds count for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from actors.circles import ANY_TIME, Circle
from actors.models import Relation
from record.stamp import cached_by_stamp
from talks.explorer.question.choices import CHOICES, Option


@dataclass(frozen=True)
class Options:
    """The options by filter, in the order of their lists; the circle of each actor by its key."""

    by_filter: Mapping[str, tuple[Option, ...]]
    circles: Mapping[int, Circle] = field(default_factory=dict)

    def __getitem__(self, filter_name: str) -> tuple[Option, ...]:
        return self.by_filter[filter_name]

    def circle(self, actor_key: int) -> Circle:
        """Return the keys of an actor and of all whose words and deeds count for it, and when."""
        return self.circles.get(actor_key, {actor_key: [ANY_TIME]})


@cached_by_stamp(1)
def read_options() -> Options:
    """Read the options from the record as it is."""
    by_filter = {choice.name: tuple(choice.options()) for choice in CHOICES}
    return Options(by_filter, Relation.objects.circles())
