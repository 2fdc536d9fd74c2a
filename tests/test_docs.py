"""The documents say what the code does."""

from django.conf import settings

from talks.explorer.question import PARAMETERS
from talks.exports.rows import ROW_KINDS


def test_every_parameter_is_documented() -> None:
    text = (settings.BASE_DIR / "docs/addresses.md").read_text()
    missing = [name for name in (*PARAMETERS, "open", "view", "page") if f"`{name}`" not in text]
    assert missing == []


def test_every_kind_of_file_is_documented() -> None:
    text = (settings.BASE_DIR / "docs/addresses.md").read_text()
    missing = [kind for kind in ROW_KINDS if f"`/{kind}.<format>`" not in text]
    assert missing == []


def test_the_readme_begins_with_the_two_commands() -> None:
    lines = (settings.BASE_DIR / "README.md").read_text().splitlines()
    assert "make run" in lines[2]
    assert "make test" in lines[3]
