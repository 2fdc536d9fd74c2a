"""What the shape of the timeline tells, in words, for those who do not see it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from record.dates import in_words
from talks.explorer.timeline.figure import Drawing

MOST_LANES = 4


def describe_shape(drawing: Drawing) -> str:
    """Say in which year most rounds were held, and when the last in each of the largest lanes was.

    "" where too few are dated to say so, or where rounds are counted in groups.
    """
    if drawing.is_partial:
        return ""
    days_by_lane: dict[int, list[dt.date]] = defaultdict(list)
    years: Counter[int] = Counter()
    for thing, lanes in zip(drawing.things, drawing.lane_numbers, strict=True):
        if thing.fate == "held" and thing.day:
            day = dt.date.fromisoformat(thing.day)
            years[day.year] += 1
            for lane in lanes:
                days_by_lane[lane].append(day)
    labels = [lane.label for lane in drawing.lanes]
    return _say(years, {labels[lane]: days for lane, days in sorted(days_by_lane.items())})


def _say(years: Counter[int], days_by_lane: Mapping[str, Sequence[dt.date]]) -> str:
    total = years.total()
    if total < 2:
        return ""
    year, number = min(years.most_common(), key=lambda item: (-item[1], item[0]))
    sentences = [f"Of {total:,} dated rounds most were held in {year}, {number:,} of them."]
    largest = sorted(days_by_lane, key=lambda label: -len(days_by_lane[label]))[:MOST_LANES]
    last_rounds = [
        f"{label}, {in_words(max(days_by_lane[label]).isoformat()[:7])}" for label in largest
    ]
    return " ".join([*sentences, f"The last rounds: {'; '.join(last_rounds)}."])
