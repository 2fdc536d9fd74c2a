"""Text that a spreadsheet would run as a formula: defused in CSV, and restored when it is read."""

import re

# OWASP's list (CSV injection), and the same after blanks, which some spreadsheets strip.
# Apostrophes that are there already get one more before them, so that one can be taken away again.
FORMULA = re.compile(r"'*([\t\r\n\0]|\s*[=+\-@＝＋－＠])")


def defuse(text: str) -> str:
    """Return a text with an apostrophe before it if a spreadsheet would run it."""
    return f"'{text}" if FORMULA.match(text) else text


def undefuse(text: str) -> str:
    """Return a text without the apostrophe that `defuse` put before it."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text
