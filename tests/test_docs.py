"""The documents say what the code does."""

import re

from django.conf import settings

from talks.explorer.question import CHOICES, PARAMETERS
from talks.exports.rows import ROW_KINDS

ADDRESSES = (settings.BASE_DIR / "docs/addresses.md").read_text()


def parameters_of(path: str) -> set[str]:
    """Return the parameters in the tables of the section on a path."""
    [section] = [
        section
        for section in re.split(r"^## ", ADDRESSES, flags=re.MULTILINE)
        if section.startswith(f"Parameters of `{path}`")
    ]
    cells = re.findall(r"^\|([^|]*)\|", section, flags=re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_parameter_of_the_explorer_is_documented_among_its_own() -> None:
    # What can be chosen is listed on the page itself: a new filter is added in one place.
    filters = {choice.name for choice in CHOICES}
    documented = parameters_of("/")

    assert set(PARAMETERS) - filters <= documented
    assert documented <= set(PARAMETERS)


def test_a_parameter_of_other_pages_is_not_taken_for_one_of_the_explorer() -> None:
    assert "language" in parameters_of("/sources/") - parameters_of("/")


def test_every_kind_of_file_is_documented() -> None:
    missing = [kind for kind in ROW_KINDS if f"`/{kind}.<format>`" not in ADDRESSES]
    assert missing == []
