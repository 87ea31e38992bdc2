"""Closed cases are counted by result: done and rejected ones are both asked how it went."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0008_proposal_waiting'),
        ('services', '0004_filling'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='case',
            name='case_closed',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ('DONE', 'REJECTED'))), fields=['service', 'organisation', 'ended_at'], name='case_closed'),
        ),
    ]
