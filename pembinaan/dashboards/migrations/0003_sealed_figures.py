from django.db import migrations

from pembinaan.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0002_months_and_targets")]

    operations = [AppendOnly("MonthlyFigure")]
