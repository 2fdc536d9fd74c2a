"""What was read of a source, and what once led to an actor or a source.

SQLite makes both tables anew, without their triggers, which are made again here.
"""

from django.db import migrations, models

from talks.edition import watch
from talks.models.search.index import index


def give_back(apps, editor):
    index(apps, editor)
    watch(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("actors", "0002_former_slugs"), ("talks", "0006_newest_first")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, give_back),
        migrations.AddField(
            model_name="source",
            name="excerpt",
            field=models.TextField(
                blank=True,
                help_text="What was read of it, word for word, so that quotations can be checked; "
                "it is not shown on the site.",
                verbose_name="stored excerpt",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="former_slugs",
            field=models.JSONField(
                blank=True, default=list, help_text="What led to it once, one a line; each still leads here."
            ),
        ),
        migrations.RunPython(give_back, migrations.RunPython.noop),
    ]
