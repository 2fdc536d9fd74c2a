from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_squashed")]

    operations = [
        migrations.RenameField("fileimport", "made", "sent_at"),
        migrations.RenameField("fileimport", "decided", "decided_at"),
        migrations.AlterModelOptions(
            "fileimport", {"ordering": ("-sent_at", "-pk"), "verbose_name": "file"}
        ),
    ]
