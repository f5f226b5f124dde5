from django.db import migrations
from django.utils import timezone


def open_pauses(apps, schema_editor):
    """Who pauses without a date is away from today until resumed; the sheets of before stay as they are."""
    enrolments = apps.get_model("trainings", "Enrolment").objects.filter(status="paused")
    pauses = apps.get_model("trainings", "Pause")
    today = timezone.localdate()
    missing = enrolments.exclude(pk__in=pauses.objects.filter(ends_on=None).values("enrolment"))
    for enrolment in missing.only("pk", "starts_on").iterator():
        pauses.objects.create(enrolment_id=enrolment.pk, starts_on=max(today, enrolment.starts_on or today))


class Migration(migrations.Migration):
    dependencies = [("trainings", "0007_bookings")]

    operations = [migrations.RunPython(open_pauses, migrations.RunPython.noop)]
