"""What a list of an office is narrowed by stands beside the office, so that each list is one walk along an index."""

import django.db.models.deletion
from django.db import migrations, models

STATES = [
    (name, name)
    for name in (
        "SUBMITTED", "VERIFYING", "NEEDS_FIX", "PROCESSING", "AWAITING_SIGNATURE", "DONE", "REJECTED", "CANCELLED",
        "EXPIRED",
    )
]
FILLED = """
update services_casereach r set state = c.state, service_id = c.service_id from services_case c where c.id = r.case_id
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0002_final_lines")]
    operations = [
        migrations.AddField("casereach", "state", models.CharField(choices=STATES, max_length=20, null=True)),
        migrations.AddField(
            "casereach",
            "service",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="services.service",
            ),
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        migrations.RunSQL("set constraints all immediate", migrations.RunSQL.noop),
        migrations.AlterField("casereach", "state", models.CharField(choices=STATES, max_length=20)),
        migrations.AlterField(
            "casereach",
            "service",
            models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.RemoveIndex("casereach", "case_list_of_office"),
        migrations.AddIndex(
            "casereach", models.Index(fields=["organisation", "-submitted_at", "-case"], name="case_list")
        ),
        migrations.AddIndex(
            "casereach",
            models.Index(fields=["organisation", "state", "-submitted_at", "-case"], name="case_list_by_state"),
        ),
        migrations.AddIndex(
            "casereach",
            models.Index(fields=["organisation", "service", "-submitted_at", "-case"], name="case_list_by_service"),
        ),
    ]
