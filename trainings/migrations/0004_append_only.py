from django.db import migrations

from pembinaan.append_only import AppendOnly


class Migration(migrations.Migration):
    # SQLite rebuilt the table of events above and dropped its triggers with it.
    dependencies = [("trainings", "0003_attendance_rounds")]

    operations = [AppendOnly("AttendanceEvent"), AppendOnly("Amendment"), AppendOnly("LinkView")]
