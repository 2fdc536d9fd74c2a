"""Who may do what: contributors propose, editors publish, administrators keep the accounts too."""

from typing import Any

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions

RECORD = ("actors", "talks")
BESIDE = ("review", "imports")  # what waits for an editor
SENDING = ("view_proposal", "view_fileimport", "add_fileimport")
PUBLISH = "review.publish"


def may_publish(user: Any) -> bool:
    """Say whether what a user saves is published; of others it waits for an editor."""
    return user.has_perm(PUBLISH)


def make_roles(apps: Apps) -> None:
    """Make the three groups, with the permissions that they have; made before, they are mended."""
    for label in {*RECORD, *BESIDE, "auth"} & set(apps.app_configs):  # a later app's migrate later
        app: Any = apps.get_app_config(label)
        if not getattr(app, "models_module", None):  # of a migration's apps, which have none
            app.models_module = True
        create_permissions(app, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.all()
    record = permissions.filter(content_type__app_label__in=RECORD)
    proposing = record.exclude(codename__startswith="delete_")
    publishing = permissions.filter(content_type__app_label__in=BESIDE)
    accounts = permissions.filter(content_type__app_label="auth")
    sending = publishing.filter(codename__in=SENDING)
    for name, granted in (
        ("contributor", proposing | sending),
        ("editor", record | publishing),
        ("administrator", record | publishing | accounts),
    ):
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(granted.distinct())
