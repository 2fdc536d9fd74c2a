"""Who may do what: contributors propose, editors publish, administrators keep the accounts too."""

from typing import Any

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions

RECORD = ("actors", "talks")
PUBLISH = "review.publish"


def may_publish(user: Any) -> bool:
    """Say whether what a user saves is published; of others it waits for an editor."""
    return user.has_perm(PUBLISH)


def make_roles(apps: Apps) -> None:
    """Make the three groups, with the permissions that they have; made before, they are mended."""
    for label in (*RECORD, "review", "auth"):
        app: Any = apps.get_app_config(label)
        if not getattr(app, "models_module", None):  # of a migration's apps, which have none
            app.models_module = True
        create_permissions(app, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.all()
    record = permissions.filter(content_type__app_label__in=RECORD)
    proposing = record.exclude(codename__startswith="delete_")
    publishing = permissions.filter(content_type__app_label="review")
    accounts = permissions.filter(content_type__app_label="auth")
    seeing = publishing.filter(codename="view_proposal")
    for name, granted in (
        ("contributor", proposing | seeing),
        ("editor", record | publishing),
        ("administrator", record | publishing | accounts),
    ):
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(granted.distinct())
