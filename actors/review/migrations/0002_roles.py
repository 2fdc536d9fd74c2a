from django.db import migrations

from actors.review.roles import make_roles


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0001_proposals"),
        ("actors", "0001_initial"),
        ("talks", "0006_newest_first"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(lambda apps, editor: make_roles(apps), migrations.RunPython.noop)
    ]
