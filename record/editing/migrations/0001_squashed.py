import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('review', '0001_proposals'),
        ('review', '0002_roles'),
        ('review', '0003_who_sent_it'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], db_index=True, default='waiting', max_length=12)),
                ('decided', models.DateTimeField(blank=True, null=True)),
                ('word', models.CharField(blank=True, help_text='A message to the author.', max_length=200)),
                ('kind', models.CharField(max_length=60)),
                ('target', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('form', models.JSONField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('made', 'pk'),
                'permissions': [('publish', 'Can publish what is changed, and decide on proposals')],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'accepted', 'declined', 'withdrawn'])), name='proposal_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'withdrawn']), ('decided_by__isnull', False), _connector='OR'), name='proposal_is_decided_by_somebody')],
            },
        ),
    ]
