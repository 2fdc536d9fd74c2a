"""A made-up file in the layout of PA-X: 266 columns, cells of several lines."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

FIRST = (
    "Con",
    "Contp",
    "PP",
    "PPName",
    "Reg",
    "AgtId",
    "Ver",
    "Agt",
    "Dat",
    "Status",
    "Lgt",
    "N_characters",
    "Agtp",
    "Stage",
    "StageSub",
    "Part",
    "ThrdPart",
    "OthAgr",
    "Loc1ISO",
)
HEAD = (*FIRST, *(f"Coded{place}" for place in range(len(FIRST) + 1, 267)))


def pax_row(number: int, **values: Any) -> dict[str, Any]:
    """Return a row on an agreement of Syria."""
    text = 'Page 1\n"...Recalling" earlier texts;\r\n\r\nPage 2, and more'
    return dict.fromkeys(HEAD, 0) | {
        "Con": "Syria",
        "PP": 115,
        "PPName": "Syrian peace process",
        "AgtId": number,
        "Agt": f"Agreement {number}",
        "Dat": "2017-05-04",
        "Part": "",
        "OthAgr": text,
        **values,
    }


def write_pax(agreements: Iterable[Mapping[str, Any]]) -> bytes:
    lines = io.StringIO(newline="")
    writer = csv.DictWriter(lines, HEAD)
    writer.writeheader()
    writer.writerows(agreements)
    return lines.getvalue().encode()
