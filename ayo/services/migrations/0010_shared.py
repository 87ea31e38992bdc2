from django.db import migrations, models

CHANGED = """
update services_case c set changed_at = coalesce(
    (select max(l.at) from services_line l where l.case_id = c.id), c.submitted_at
)
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0009_letters")]

    operations = [
        migrations.AddField("case", "changed_at", models.DateTimeField(null=True)),
        migrations.RunSQL(CHANGED, migrations.RunSQL.noop),
        migrations.AlterField("case", "changed_at", models.DateTimeField()),
    ]
