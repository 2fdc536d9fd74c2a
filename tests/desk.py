"""The editors' desk: accounts with a role."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client


def account(model: Any, role: str) -> Client:
    if not Group.objects.filter(name=role).exists():  # which a flush of the database takes along
        import_module("talks.imports.migrations.0001_squashed").make_groups(apps, None)
    user = model.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client
