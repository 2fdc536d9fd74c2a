from django.db import migrations

from talks.edition import unwatch, watch


class Migration(migrations.Migration):

    dependencies = [
        ('actors', '0001_initial'),
        ('talks', '0003_days_that_sources_report_otherwise'),
    ]

    operations = [migrations.RunPython(watch, unwatch)]
