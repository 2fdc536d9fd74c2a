from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("review", "0001_squashed")]

    operations = [
        migrations.RenameField("proposal", "made", "sent_at"),
        migrations.RenameField("proposal", "decided", "decided_at"),
        migrations.AlterModelOptions(
            "proposal",
            {
                "ordering": ("sent_at", "pk"),
                "permissions": [("publish", "Can publish what is changed, and decide on proposals")],
            },
        ),
    ]
