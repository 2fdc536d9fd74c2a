from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, editor):
    """Let contributors propose reasons for letting a finding stand, and editors give them."""
    alias = editor.connection.alias
    app = apps.get_app_config("talks")
    app.models_module = True  # which create_permissions asks for, and a past state lacks
    create_permissions(app, apps=apps, verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias).filter(
        content_type__app_label="talks", content_type__model="explanation"
    )
    for name, some in (
        ("contributor", permissions.exclude(codename__startswith="delete_")),
        ("editor", permissions),
        ("administrator", permissions),
    ):
        apps.get_model("auth", "Group").objects.using(alias).get(name=name).permissions.add(*some)


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0003_story_roles"),
        ("talks", "0004_explanations"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
