from django.db import migrations

from actors.review.roles import make_roles


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_files"),
        ("review", "0002_roles"),
        ("talks", "0007_excerpts_and_former_slugs"),
    ]
    operations = [
        migrations.RunPython(lambda apps, editor: make_roles(apps), migrations.RunPython.noop)
    ]
