"""Rebuilds what the database derives from the record, after each migration."""

from collections.abc import Sequence

from django.apps import AppConfig, apps
from django.apps.registry import Apps
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate

from record.derived import build_after_migrating, drop_before_migrating


class RecordConfig(AppConfig):
    """Drops what is derived before each migration, and builds it again afterwards."""

    name = "record"

    def ready(self) -> None:
        pre_migrate.connect(_drop, sender=self)
        post_migrate.connect(_build, sender=self)


def _drop(*, using: str, plan: Sequence[tuple[Migration, bool]] = (), **_: object) -> None:
    drop_before_migrating(using, plan)


def _build(*, using: str, apps: Apps = apps, **_: object) -> None:
    build_after_migrating(using, apps)
