"""Citations as they are typed into a form of the admin."""

from typing import Any

from talks.models import Source


def citation_fields(by: Source, *, place: int = 0, **fields: Any) -> dict[str, Any]:
    """Return a citation typed beneath a thing; the last one, at `place`."""
    row = {"source": by.pk, "locator": "1.1"} | fields
    return {"citations-TOTAL_FORMS": place + 1} | {
        f"citations-{place}-{name}": value for name, value in row.items()
    }
