"""Who may do what: contributors propose, editors publish, administrators manage accounts too."""

from typing import TypeAlias

from django.contrib.auth.models import AbstractUser, AnonymousUser

PUBLISH = "review.publish"
AnyUser: TypeAlias = AbstractUser | AnonymousUser  # a request's user


def may_publish(user: AnyUser) -> bool:
    """Return whether what a user saves is published at once; else it waits for an editor."""
    return user.has_perm(PUBLISH)
