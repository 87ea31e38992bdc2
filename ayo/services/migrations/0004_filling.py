"""Drafts with papers and stamps, the office that answers for a case, the survey. No case is older than its pages."""

import ayo.common.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0006_family_of_a_day'),
        ('services', '0003_lists_of_offices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.UUIDField(default=ayo.common.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('answered_on', models.DateField()),
                ('u1', models.PositiveSmallIntegerField()),
                ('u2', models.PositiveSmallIntegerField()),
                ('u3', models.PositiveSmallIntegerField()),
                ('u4', models.PositiveSmallIntegerField()),
                ('u5', models.PositiveSmallIntegerField()),
                ('u6', models.PositiveSmallIntegerField()),
                ('u7', models.PositiveSmallIntegerField()),
                ('u8', models.PositiveSmallIntegerField()),
                ('u9', models.PositiveSmallIntegerField()),
                ('comment', models.TextField(default='')),
                ('age', models.PositiveSmallIntegerField(null=True)),
                ('sex', models.CharField(default='', max_length=10)),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation'),
        ),
        migrations.AlterField(
            model_name='case',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='draft',
            name='discarded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='draft',
            name='documents',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='draft',
            name='stamps',
            field=models.JSONField(default=dict),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state', 'DONE')), fields=['service', 'organisation', 'ended_at'], name='case_closed'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['saved_at'], name='draft_by_age'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(condition=models.Q(('discarded_at__isnull', True)), fields=('person', 'service', 'subject'), name='draft_one_of_a_service', nulls_distinct=False),
        ),
        migrations.AddField(
            model_name='survey',
            name='case',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='survey', to='services.case'),
        ),
        migrations.AddField(
            model_name='survey',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation'),
        ),
        migrations.AddField(
            model_name='survey',
            name='service',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.service'),
        ),
        migrations.AddIndex(
            model_name='survey',
            index=models.Index(fields=['service', 'organisation', 'answered_on'], name='survey_of_service'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('u1__gte', 1), ('u1__lte', 4), ('u2__gte', 1), ('u2__lte', 4), ('u3__gte', 1), ('u3__lte', 4), ('u4__gte', 1), ('u4__lte', 4), ('u5__gte', 1), ('u5__lte', 4), ('u6__gte', 1), ('u6__lte', 4), ('u7__gte', 1), ('u7__lte', 4), ('u8__gte', 1), ('u8__lte', 4), ('u9__gte', 1), ('u9__lte', 4)), name='survey_answers_are_one_to_four'),
        ),
    ]
