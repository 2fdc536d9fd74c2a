from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, editor):
    """Let contributors propose changes of the story, and editors and administrators make them."""
    alias = editor.connection.alias
    app = apps.get_app_config("talks")
    app.models_module = True  # which create_permissions asks for, and a past state lacks
    create_permissions(app, apps=apps, verbosity=0, using=alias)
    story = apps.get_model("auth", "Permission").objects.using(alias).filter(
        content_type__app_label="talks", content_type__model__in=("era", "erasentence")
    )
    for name, permissions in (
        ("contributor", story.exclude(codename__startswith="delete_")),
        ("editor", story),
        ("administrator", story),
    ):
        apps.get_model("auth", "Group").objects.using(alias).get(name=name).permissions.add(
            *permissions
        )


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0002_times_of_a_file"),
        ("talks", "0003_story"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
