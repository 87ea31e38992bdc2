from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_readers")]
    operations = [
        migrations.AddField(model_name="carrierstate", name="told_at", field=models.DateTimeField(null=True)),
        # Whoever was told of what is shut now is told when it opens.
        migrations.RunSQL("update notices_carrier set told_at = opened_at", migrations.RunSQL.noop),
    ]
