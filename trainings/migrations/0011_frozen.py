from django.db import migrations

from pembinaan.append_only import AppendOnly, Frozen


class Migration(migrations.Migration):
    dependencies = [("trainings", "0010_results_and_papers")]

    operations = [
        AppendOnly("ScoreEvent"),
        Frozen(
            "Certificate",
            [
                "training",
                "enrolment",
                "office",
                "face",
                "taken_number",
                "number",
                "issued_on",
                "code",
                "facts",
                "sha256",
                "size",
                "replaces",
            ],
        ),
    ]
