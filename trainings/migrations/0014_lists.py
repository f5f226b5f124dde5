from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trainings", "0013_office_tallies")]

    operations = [
        # In the order of the list, of which the number is a part.
        migrations.RemoveIndex(model_name="certificate", name="certificate_by_office"),
        migrations.AddIndex(
            model_name="certificate",
            index=models.Index(fields=["office", "-issued_on", "-number"], name="certificate_by_office"),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(
                fields=["training"], condition=models.Q(("status", "waiting")), name="enrolment_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                fields=["training", "day"],
                condition=models.Q(("attested_at__isnull", True)),
                name="session_not_closed",
            ),
        ),
    ]
