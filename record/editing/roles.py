"""Who may do what: contributors propose, editors publish, administrators keep the accounts too."""

from typing import Any

PUBLISH = "review.publish"


def may_publish(user: Any) -> bool:
    """Say whether what a user saves is published at once; otherwise it waits for an editor."""
    return user.has_perm(PUBLISH)
