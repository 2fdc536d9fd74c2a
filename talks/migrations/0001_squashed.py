import django.db.models.deletion
import record.dates
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True
    replaces = [
        ('talks', '0001_initial'),
        ('talks', '0002_what_the_record_says'),
        ('talks', '0003_days_that_sources_report_otherwise'),
        ('talks', '0004_edition'),
        ('talks', '0005_words'),
        ('talks', '0006_newest_first'),
        ('talks', '0007_excerpts_and_former_slugs'),
    ]

    dependencies = [
        ('actors', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=60)),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='ContextNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('summary', models.TextField(help_text='In our own words.')),
                ('actors', models.ManyToManyField(blank=True, related_name='context_notes', to='actors.actor')),
                ('topics', models.ManyToManyField(blank=True, related_name='context_notes', to='talks.topic')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('party', 'party'), ('mediator', 'mediator'), ('guarantor', 'guarantor'), ('observer', 'observer'), ('host', 'host'), ('convener', 'convener')], max_length=20)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='actors.actor')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('ordinal', models.PositiveSmallIntegerField(help_text='Its place among all rounds of its track, including postponed ones.')),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text='Its usual number; empty where it has none.', null=True)),
                ('title', models.CharField(blank=True, help_text='Leave empty if it is called by its track and number.', max_length=120)),
                ('status', models.CharField(choices=[('held', 'held'), ('planned', 'planned'), ('postponed', 'postponed'), ('cancelled', 'cancelled')], db_index=True, max_length=12)),
                ('start', record.dates.EDTFField(blank=True, default='', help_text='EDTF: 2017-02-16, 2017-02, 2017~. Empty where no source gives it.', max_length=40)),
                ('end', record.dates.EDTFField(blank=True, default='', help_text='EDTF; empty for a single day. ../2020 says only “by 2020”.', max_length=40)),
                ('earliest', record.dates.BoundField('start', 'end', db_index=True, edge='earliest', editable=False, null=True, serialize=False)),
                ('latest', record.dates.BoundField('start', 'end', db_index=True, edge='latest', editable=False, null=True, serialize=False)),
                ('timing', models.CharField(blank=True, help_text='What sources say about its time, other than a date.', max_length=200)),
                ('format', models.CharField(blank=True, help_text='Such as proximity talks, in person.', max_length=200)),
                ('agenda', models.TextField(blank=True)),
                ('outcome', models.TextField(blank=True)),
                ('note', models.TextField(blank=True, help_text='What a reader should know, such as what a venue or a date stands for.')),
                ('part_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='talks.round')),
                ('participants', models.ManyToManyField(related_name='rounds', through='talks.Participation', to='actors.actor')),
                ('realised_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='talks.round')),
                ('topics', models.ManyToManyField(blank=True, related_name='rounds', to='talks.topic')),
            ],
            options={
                'ordering': ('track__position', 'ordinal'),
            },
        ),
        migrations.AddField(
            model_name='participation',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='talks.round'),
        ),
        migrations.CreateModel(
            name='OutcomeDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('communique', 'communiqué'), ('resolution', 'resolution'), ('memorandum', 'memorandum'), ('joint-statement', 'joint statement'), ('agreement', 'agreement'), ('declaration', 'declaration')], db_index=True, max_length=20)),
                ('date', record.dates.EDTFField(blank=True, default='', help_text='EDTF: 2017-02-16, 2017-02, 2017~. Empty where no source gives it.', max_length=40)),
                ('earliest', record.dates.BoundField('date', db_index=True, edge='earliest', editable=False, null=True, serialize=False)),
                ('latest', record.dates.BoundField('date', db_index=True, edge='latest', editable=False, null=True, serialize=False)),
                ('symbol', models.CharField(blank=True, help_text='Such as S/RES/2254 (2015).', max_length=60)),
                ('pax_id', models.PositiveIntegerField(blank=True, help_text='AgtId in the PA-X data set.', null=True, verbose_name='PA-X id')),
                ('summary', models.TextField(blank=True, help_text='In our own words.')),
                ('parties', models.ManyToManyField(blank=True, related_name='documents', to='actors.actor')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='talks.round')),
            ],
            options={
                'ordering': ('earliest', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('news', 'news'), ('encyclopedia', 'encyclopedia'), ('un-document', 'UN document'), ('joint-statement', 'joint statement'), ('dataset', 'data set')], db_index=True, max_length=20)),
                ('subkind', models.CharField(blank=True, choices=[('government-release', 'government release'), ('party-release', "party's release"), ('ngo-page', 'page of an NGO'), ('think-tank', 'think tank'), ('reprint', 'reprint'), ('aggregator', 'aggregator'), ('opinion', 'opinion'), ('blog', 'blog'), ('personal-page', 'personal page')], max_length=20)),
                ('publisher', models.CharField(blank=True, max_length=160)),
                ('author', models.CharField(blank=True, max_length=160)),
                ('published', record.dates.EDTFField(blank=True, default='', help_text='EDTF; empty where the source carries no date.', max_length=40)),
                ('earliest', record.dates.BoundField('published', db_index=True, edge='earliest', editable=False, null=True, serialize=False)),
                ('latest', record.dates.BoundField('published', db_index=True, edge='latest', editable=False, null=True, serialize=False)),
                ('language', models.CharField(blank=True, help_text='BCP 47, such as en or ar.', max_length=8)),
                ('url', models.URLField(blank=True, max_length=600, verbose_name='address')),
                ('accessed_via', models.TextField(blank=True, help_text='For example: the opening of a stored copy.', verbose_name='how it was read')),
                ('note', models.TextField(blank=True)),
                ('excerpt', models.TextField(blank=True, help_text='What was read of it, word for word, so that quotations can be checked. It is not shown on the site.', verbose_name='stored excerpt')),
                ('former_slugs', models.JSONField(blank=True, default=list, help_text='Its former slugs, one a line. Their addresses still lead here.')),
            ],
            options={
                'ordering': ('title',),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['news', 'encyclopedia', 'un-document', 'joint-statement', 'dataset'])), name='source_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(('subkind__in', ['', 'government-release', 'party-release', 'ngo-page', 'think-tank', 'reprint', 'aggregator', 'opinion', 'blog', 'personal-page'])), name='source_is_of_a_known_subkind_or_none')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('kind', models.CharField(choices=[('announcement', 'announcement'), ('demand', 'demand'), ('condition', 'condition'), ('accusation', 'accusation'), ('commitment', 'commitment'), ('assessment', 'assessment'), ('rejection', 'rejection'), ('proposal', 'proposal'), ('call', 'call'), ('position', 'position')], db_index=True, max_length=20)),
                ('date', record.dates.EDTFField(blank=True, default='', help_text='EDTF: 2017-02-16, 2017-02, 2017~. Empty where no source gives it.', max_length=40)),
                ('earliest', record.dates.BoundField('date', db_index=True, edge='earliest', editable=False, null=True, serialize=False)),
                ('latest', record.dates.BoundField('date', db_index=True, edge='latest', editable=False, null=True, serialize=False)),
                ('summary', models.TextField(help_text='In our own words.')),
                ('quotation', models.CharField(blank=True, help_text="The speaker's own words, without quotation marks.", max_length=300)),
                ('quotation_reread', models.BooleanField(default=False, help_text='The quotation was checked against the source a second time.', verbose_name='quotation read again')),
                ('note', models.TextField(blank=True, help_text='What a reader should know, such as how the day was inferred.')),
                ('addressees', models.ManyToManyField(blank=True, related_name='statements_addressed', to='actors.actor')),
                ('on_behalf_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements_on_behalf', to='actors.actor')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='talks.round')),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='actors.actor')),
                ('topics', models.ManyToManyField(blank=True, related_name='statements', to='talks.topic')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Track',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('short_name', models.CharField(help_text='Comes before the number of a round: Geneva, Astana.', max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=100, help_text='Its place among the lanes of the timeline; the lowest number is at the top.')),
                ('tone', models.PositiveSmallIntegerField(default=8, help_text='The colour and the shape of its marks, from 1 to 8.')),
                ('description', models.TextField(blank=True)),
            ],
            options={
                'ordering': ('position', 'slug'),
                'constraints': [models.CheckConstraint(condition=models.Q(('tone__range', (1, 8))), name='track_has_one_of_eight_tones', violation_error_code='tone', violation_error_message='Choose a tone from 1 to 8.')],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='track',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='talks.track'),
        ),
        migrations.CreateModel(
            name='TrackRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('party', 'party'), ('mediator', 'mediator'), ('guarantor', 'guarantor'), ('observer', 'observer'), ('host', 'host'), ('convener', 'convener')], max_length=20)),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='track_roles', to='actors.actor')),
                ('track', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='talks.track')),
            ],
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('city', models.CharField(max_length=80)),
                ('country', models.CharField(help_text='ISO 3166-1 alpha-2, such as CH.', max_length=2)),
                ('country_name', models.CharField(max_length=80)),
                ('former_names', models.CharField(blank=True, help_text='With their years, such as Nur-Sultan (2019–2022).', max_length=200)),
                ('latitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
                ('longitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True)),
            ],
            options={
                'ordering': ('city',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='venue_has_a_whole_position_or_none', violation_error_code='longitude', violation_error_message='Give both latitude (-90 to 90) and longitude (-180 to 180), or neither.')],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='venue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='talks.venue'),
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('locator', models.CharField(blank=True, help_text='Where in the source: paragraph.sentence (the headline is 0), page or section.', max_length=120)),
                ('supports', models.JSONField(blank=True, default=list, help_text='The fields that it supports: ["start", "agenda"].')),
                ('quotation', models.CharField(blank=True, max_length=300)),
                ('reported_field', models.CharField(blank=True, help_text='A field of the fact, such as "start", or the point in words: "length".', max_length=80)),
                ('reported_value', models.CharField(blank=True, max_length=300)),
                ('reported_days', record.dates.EDTFField(blank=True, default='', help_text='If the source gives other days: EDTF, such as 2017-02-15/2017-02-16.', max_length=40)),
                ('reported_earliest', record.dates.BoundField('reported_days', db_index=True, edge='earliest', editable=False, null=True, serialize=False)),
                ('reported_latest', record.dates.BoundField('reported_days', db_index=True, edge='latest', editable=False, null=True, serialize=False)),
                ('nature', models.CharField(blank=True, choices=[('contradiction', 'contradiction'), ('judgement', 'opposed judgements'), ('plan-vs-event', 'plan against event'), ('precision', 'precision'), ('naming', 'naming or numbering'), ('slip', 'slip in print')], max_length=20)),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='actors.actor')),
                ('relation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='actors.relation')),
                ('context', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='talks.contextnote')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='talks.outcomedocument')),
                ('round', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='talks.round')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='talks.source')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='talks.statement')),
                ('track', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='talks.track')),
                ('track_role', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='talks.trackrole')),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='talks.venue')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('round', 'actor', 'role'), name='actor_has_a_role_in_a_round_once', violation_error_code='role', violation_error_message='The actor has this role in this round already: choose another, or remove this one.'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['party', 'mediator', 'guarantor', 'observer', 'host', 'convener'])), name='participation_has_a_known_role'),
        ),
        migrations.AddConstraint(
            model_name='outcomedocument',
            constraint=models.CheckConstraint(condition=models.Q(('latest__gte', models.F('earliest'))), name='document_date_is_in_order'),
        ),
        migrations.AddConstraint(
            model_name='outcomedocument',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['communique', 'resolution', 'memorandum', 'joint-statement', 'agreement', 'declaration'])), name='document_is_of_a_known_kind'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['round', 'earliest'], name='statement_by_round_and_day'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('latest__gte', models.F('earliest'))), name='statement_date_is_in_order'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['announcement', 'demand', 'condition', 'accusation', 'commitment', 'assessment', 'rejection', 'proposal', 'call', 'position'])), name='statement_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='trackrole',
            constraint=models.UniqueConstraint(fields=('track', 'actor', 'role'), name='actor_has_a_role_in_a_track_once', violation_error_code='role', violation_error_message='The actor has this role in this track already: choose another, or remove this one.'),
        ),
        migrations.AddConstraint(
            model_name='trackrole',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['party', 'mediator', 'guarantor', 'observer', 'host', 'convener'])), name='track_role_is_a_known_role'),
        ),
        migrations.AddIndex(
            model_name='round',
            index=models.Index(fields=['track', 'earliest'], name='round_by_track_and_day'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('track', 'ordinal'), name='round_has_a_place_of_its_own_in_its_track', violation_error_code='ordinal', violation_error_message='Another round of this track has this place: choose a free one.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('part_of__isnull', True), ('status', 'held')), fields=('track', 'number'), name='number_is_held_once_in_a_track', violation_error_code='number', violation_error_message='A held round of this track has this number already: change the number or the status, or say which round this is a part of.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('latest__gte', models.F('earliest'))), name='round_ends_after_it_starts', violation_error_code='end', violation_error_message='The round ends before it starts: correct one date.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['held', 'planned', 'postponed', 'cancelled'])), name='round_has_a_known_status'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('number__isnull', True), ('number__gte', 1), _connector='OR'), name='round_is_numbered_from_one', violation_error_code='number', violation_error_message='Rounds are numbered from 1; leave the number empty where there is none.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('part_of', models.F('pk')), _negated=True), name='round_is_no_part_of_itself', violation_error_code='part_of', violation_error_message='A round cannot be part of itself: choose another.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('realised_as', models.F('pk')), _negated=True), name='round_is_not_realised_as_itself', violation_error_code='realised_as', violation_error_message='A round cannot be realised as itself: choose another.'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('realised_as__isnull', True), models.Q(('status', 'held'), _negated=True), _connector='OR'), name='held_round_is_not_realised_as_another', violation_error_code='realised_as', violation_error_message='This round was held: only a planned, postponed or cancelled one can be realised as another.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actor__isnull', True), ('context__isnull', True), ('document__isnull', True), ('relation__isnull', True), ('round__isnull', False), ('statement__isnull', True), ('track__isnull', True), ('track_role__isnull', True), ('venue__isnull', True)), models.Q(('actor__isnull', True), ('context__isnull', True), ('document__isnull', True), ('relation__isnull', True), ('round__isnull', True), ('statement__isnull', False), ('track__isnull', True), ('track_role__isnull', True), ('venue__isnull', True)), models.Q(('actor__isnull', True), ('context__isnull', True), ('document__isnull', False), ('relation__isnull', True), ('round__isnull', True), ('statement__isnull', True), ('track__isnull', True), ('track_role__isnull', True), ('venue__isnull', True)), models.Q(('actor__isnull', False), ('context__isnull', True), ('document__isnull', True), ('relation__isnull', True), ('round__isnull', True), ('statement__isnull', True), ('track__isnull', True), ('track_role__isnull', True), ('venue__isnull', True)), models.Q(('actor__isnull', True), ('context__isnull', True), ('document__isnull', True), ('relation__isnull', False), ('round__isnull', True), ('statement__isnull', True), ('track__isnull', True), ('track_role__isnull', True), ('venue__isnull', True)), models.Q(('actor__isnull', True), ('context__isnull', True), ('document__isnull', True), ('relation__isnull', True), ('round__isnull', True), ('statement__isnull', True), ('track__isnull', False), ('track_role__isnull', True), ('venue__isnull', True)), models.Q(('actor__isnull', True), ('context__isnull', True), ('document__isnull', True), ('relation__isnull', True), ('round__isnull', True), ('statement__isnull', True), ('track__isnull', True), ('track_role__isnull', False), ('venue__isnull', True)), models.Q(('actor__isnull', True), ('context__isnull', True), ('document__isnull', True), ('relation__isnull', True), ('round__isnull', True), ('statement__isnull', True), ('track__isnull', True), ('track_role__isnull', True), ('venue__isnull', False)), models.Q(('actor__isnull', True), ('context__isnull', False), ('document__isnull', True), ('relation__isnull', True), ('round__isnull', True), ('statement__isnull', True), ('track__isnull', True), ('track_role__isnull', True), ('venue__isnull', True)), _connector='OR'), name='citation_backs_exactly_one_fact', violation_error_code='round', violation_error_message='A citation backs exactly one fact: choose one.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('nature', ''), ('reported_field', ''), ('reported_value', '')), models.Q(models.Q(('reported_field', ''), _negated=True), models.Q(('reported_value', ''), _negated=True), ('nature__in', ['contradiction', 'judgement', 'plan-vs-event', 'precision', 'naming', 'slip'])), _connector='OR'), name='citation_reports_a_difference_whole_or_not_at_all', violation_error_code='reported_field', violation_error_message='Where a source differs, give the field, the value that it reports and the nature of the difference; else leave all three empty.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('reported_days', ''), models.Q(('nature', ''), _negated=True), _connector='OR'), name='citation_gives_other_days_only_where_it_differs', violation_error_code='reported_days', violation_error_message='Give other days only where the source differs from the record: name the field and the nature too, or leave the days empty.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('round__isnull', False)), fields=('source', 'locator', 'reported_field', 'round'), name='citation_of_a_round_is_given_once', violation_error_code='locator', violation_error_message='This source is cited for this at this place already: give another locator, or add to that citation.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('statement__isnull', False)), fields=('source', 'locator', 'reported_field', 'statement'), name='citation_of_a_statement_is_given_once', violation_error_code='locator', violation_error_message='This source is cited for this at this place already: give another locator, or add to that citation.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('document__isnull', False)), fields=('source', 'locator', 'reported_field', 'document'), name='citation_of_a_document_is_given_once', violation_error_code='locator', violation_error_message='This source is cited for this at this place already: give another locator, or add to that citation.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('actor__isnull', False)), fields=('source', 'locator', 'reported_field', 'actor'), name='citation_of_a_actor_is_given_once', violation_error_code='locator', violation_error_message='This source is cited for this at this place already: give another locator, or add to that citation.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('relation__isnull', False)), fields=('source', 'locator', 'reported_field', 'relation'), name='citation_of_a_relation_is_given_once', violation_error_code='locator', violation_error_message='This source is cited for this at this place already: give another locator, or add to that citation.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('track__isnull', False)), fields=('source', 'locator', 'reported_field', 'track'), name='citation_of_a_track_is_given_once', violation_error_code='locator', violation_error_message='This source is cited for this at this place already: give another locator, or add to that citation.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('track_role__isnull', False)), fields=('source', 'locator', 'reported_field', 'track_role'), name='citation_of_a_track_role_is_given_once', violation_error_code='locator', violation_error_message='This source is cited for this at this place already: give another locator, or add to that citation.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('venue__isnull', False)), fields=('source', 'locator', 'reported_field', 'venue'), name='citation_of_a_venue_is_given_once', violation_error_code='locator', violation_error_message='This source is cited for this at this place already: give another locator, or add to that citation.'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('context__isnull', False)), fields=('source', 'locator', 'reported_field', 'context'), name='citation_of_a_context_is_given_once', violation_error_code='locator', violation_error_message='This source is cited for this at this place already: give another locator, or add to that citation.'),
        ),
    ]
