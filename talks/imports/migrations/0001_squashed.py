import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


RECORD = ("actors", "talks")
QUEUES = ("review", "imports")  # what waits for an editor
SENDING = ("view_proposal", "view_fileimport", "add_fileimport")


def make_groups(apps, editor):
    """Make the groups of contributors, editors and administrators.

    It stands in the last of the initial migrations, when all that they may do is there. A later
    migration that adds a model grants its permissions likewise.
    """
    alias = editor.connection.alias if editor else "default"
    for label in (*RECORD, *QUEUES, "auth"):
        app = apps.get_app_config(label)
        app.models_module = True  # which create_permissions asks for, and a past state lacks
        create_permissions(app, apps=apps, verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    record = permissions.filter(content_type__app_label__in=RECORD)
    proposing = record.exclude(codename__startswith="delete_")
    publishing = permissions.filter(content_type__app_label__in=QUEUES)
    accounts = permissions.filter(content_type__app_label="auth")
    sending = publishing.filter(codename__in=SENDING)
    for name, granted in (
        ("contributor", proposing | sending),
        ("editor", record | publishing),
        ("administrator", record | publishing | accounts),
    ):
        group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=name)
        group.permissions.set(granted.distinct())


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('imports', '0001_files'),
        ('imports', '0002_roles'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('actors', '0001_squashed'),
        ('talks', '0001_squashed'),
        ('review', '0001_squashed'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], db_index=True, default='waiting', max_length=12)),
                ('decided', models.DateTimeField(blank=True, null=True)),
                ('word', models.CharField(blank=True, help_text='A message to the author.', max_length=200)),
                ('name', models.CharField(max_length=200)),
                ('packed', models.BinaryField()),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('layout', models.CharField(blank=True, max_length=20)),
                ('encoding', models.CharField(blank=True, max_length=20)),
                ('options', models.JSONField(blank=True, default=dict)),
                ('outcome', models.CharField(blank=True, max_length=200)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file',
                'ordering': ('-made', '-pk'),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'accepted', 'declined', 'withdrawn'])), name='fileimport_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'withdrawn']), ('decided_by__isnull', False), _connector='OR'), name='fileimport_is_decided_by_somebody')],
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
