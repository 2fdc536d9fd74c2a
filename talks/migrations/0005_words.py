from django.db import migrations

from talks.models.search.index import index, unindex


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0001_initial'),
        ('talks', '0004_edition'),
    ]

    operations = [migrations.RunPython(index, unindex)]
