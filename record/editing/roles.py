"""Who may do what: contributors propose, editors publish, administrators manage accounts too."""

from typing import Any

PUBLISH = "review.publish"


def may_publish(user: Any) -> bool:
    """Return whether what a user saves is published at once; else it waits for an editor."""
    return user.has_perm(PUBLISH)
