"""What only changes the look of an answer: lanes, order, zoom, what stands open, the page."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from record.dates import Bounds
from talks.explorer.question.fields import OpenPath

LANES = {"track": "Track", "venue": "Venue", "actor": "Actor"}
ORDERS = {"time": "Oldest first", "newest": "Newest first", "relevance": "Best match first"}


PRINTS = {"page": "A page of the list", "all": "The whole list"}

WHOLE_TIME = Bounds(None, None)


@dataclass(frozen=True)
class Look:
    """How an answer is shown; `view` is the span of days to which the timeline is zoomed.

    `after` and `before` are places in the list, by which a page of it begins or ends; `print` is
    "all" where the list is to come whole.
    """

    lanes: str = "track"
    order: str = "time"
    folded: tuple[str, ...] = ()
    open_path: OpenPath = field(default_factory=OpenPath)
    view: Bounds = WHOLE_TIME
    page: int = 1
    after: str = ""
    before: str = ""
    print: str = "page"

    def parameters(self) -> Iterator[tuple[str, str | int | tuple[str, ...]]]:
        """Yield each parameter of the address with its value, "" where it need not be said."""
        yield "lanes", "" if self.lanes == "track" else self.lanes
        yield "order", "" if self.order == "time" else self.order
        yield "folded", self.folded
        yield "open", str(self.open_path)

    def parameters_of_one_answer(self) -> Iterator[tuple[str, str | int]]:
        """Yield the parameters that no longer fit once something else is asked: zoom and page."""
        yield "view", "/".join(map(str, self.view)) if self.view.closed else ""
        yield "page", self.page if self.page > 1 else ""
        yield "after", self.after
        yield "before", self.before
        yield "print", "" if self.print == "page" else self.print
