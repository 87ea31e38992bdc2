"""Accounts that were bound before it was noted how carried the word of an office that never saw their owners."""

from django.db import migrations, models

OPENED, BOUND = "identity.open_account", "identity.bind_account"


def say_what_is_known(apps, schema_editor):
    """Leave `OFFICE` to what the house itself opened: the demo's, and by the audit log those opened and not bound."""
    account = apps.get_model("identity", "Account").objects
    entries = [apps.get_model("audit", name).objects for name in ("Inbox", "AuditEntry")]
    opened, bound = (
        {one for rows in entries for one in rows.filter(act=act).values_list("subject_id", flat=True)}
        for act in (OPENED, BOUND)
    )
    of_the_house = models.Q(is_demo=True) | models.Q(person_id__in=opened - bound)
    account.filter(proof="OFFICE").exclude(person__isnull=False).update(proof="UNKNOWN")
    account.filter(proof="OFFICE").exclude(of_the_house).update(proof="UNKNOWN")


class Migration(migrations.Migration):
    dependencies = [("identity", "0018_code_failed_at"), ("audit", "0003_for_another")]
    operations = [
        migrations.AlterField(
            model_name="account",
            name="proof",
            field=models.CharField(
                choices=[
                    ("UNKNOWN", "UNKNOWN"),
                    ("OFFICE", "OFFICE"),
                    ("INVITED", "INVITED"),
                    ("NUMBERS", "NUMBERS"),
                    ("IN_PERSON", "IN_PERSON"),
                ],
                default="UNKNOWN",
                max_length=10,
            ),
        ),
        migrations.RunPython(say_what_is_known, migrations.RunPython.noop),
    ]
