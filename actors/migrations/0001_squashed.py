import django.db.models.deletion
import record.dates
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('actors', '0001_initial'),
        ('actors', '0002_former_slugs'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Actor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('name_ar', models.CharField(blank=True, max_length=120, verbose_name='name in Arabic')),
                ('kind', models.CharField(choices=[('state', 'State or government'), ('opposition', 'Opposition body'), ('delegation', 'Delegation'), ('armed-group', 'Armed group'), ('organization', 'International organization or body'), ('civil-society', 'Civil society'), ('person', 'Person')], db_index=True, max_length=20)),
                ('country', models.CharField(blank=True, help_text='ISO 3166-1 alpha-2, such as SY for Syria.', max_length=2)),
                ('description', models.TextField(blank=True)),
                ('aliases', models.JSONField(blank=True, default=list, help_text='Other names, as a list: ["Damascus", "SAR"].')),
                ('wikidata', models.CharField(blank=True, help_text='Such as Q148, without the address.', max_length=16, verbose_name='Wikidata id')),
                ('former_slugs', models.JSONField(blank=True, default=list, help_text='Former addresses, one per line; each still leads here.')),
            ],
            options={
                'ordering': ('name',),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['state', 'opposition', 'delegation', 'armed-group', 'organization', 'civil-society', 'person'])), name='actor_is_of_a_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('backs', 'backs'), ('opposes', 'opposes'), ('rival-of', 'is a rival of'), ('member-of', 'is a member of'), ('office-of', 'holds an office of'), ('mediates', 'mediates for'), ('guarantor-of', 'is a guarantor of')], db_index=True, max_length=20)),
                ('support', models.JSONField(blank=True, default=list, help_text='Only for "backs": ["political", "military"].')),
                ('role', models.CharField(blank=True, max_length=200, verbose_name='office or detail')),
                ('start', record.dates.EDTFField(blank=True, default='', max_length=40)),
                ('end', record.dates.EDTFField(blank=True, default='', max_length=40)),
                ('earliest', record.dates.BoundField('start', 'end', db_index=True, edge='earliest', editable=False, null=True, serialize=False)),
                ('latest', record.dates.BoundField('start', 'end', db_index=True, edge='latest', editable=False, null=True, serialize=False)),
                ('object', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations_to', to='actors.actor')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relations', to='actors.actor')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subject', 'kind', 'object', 'start'), name='relation_is_told_once', violation_error_code='start', violation_error_message='This relation is in the record already with this start: change that one, or give another start.'), models.CheckConstraint(condition=models.Q(('subject', models.F('object')), _negated=True), name='relation_is_not_to_itself', violation_error_code='object', violation_error_message='An actor has no relation to itself: choose another actor.'), models.CheckConstraint(condition=models.Q(('latest__gte', models.F('earliest'))), name='relation_ends_after_it_starts', violation_error_code='end', violation_error_message='The relation ends before it starts: correct one date.'), models.CheckConstraint(condition=models.Q(('kind__in', ['backs', 'opposes', 'rival-of', 'member-of', 'office-of', 'mediates', 'guarantor-of'])), name='relation_is_of_a_known_kind')],
            },
        ),
    ]
