"""Tables made anew lose their triggers on SQLite: a migration of the talks gives them back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actors", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="actor",
            name="former_slugs",
            field=models.JSONField(
                blank=True, default=list, help_text="What led to it once, one a line; each still leads here."
            ),
        ),
    ]
