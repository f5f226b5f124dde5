import django.db.models.deletion
from django.db import migrations, models

COLUMNS = [
    ("business_6", "integer"),
    ("finishing_at_post", "integer"),
    ("followed_due", "integer"),
    ("followed_in_time", "integer"),
    ("followed_others", "integer"),
    ("income_0", "integer"),
    ("income_1", "integer"),
    ("income_2", "integer"),
    ("income_3", "integer"),
    ("income_4", "integer"),
    ("income_5", "integer"),
    ("income_6", "integer"),
    ("income_known", "integer"),
    ("kept_12", "integer"),
    ("nib_6", "integer"),
    ("pirt_6", "integer"),
    ("points_gained", "integer"),
    ("reports_in_time", "integer"),
    ("rupiah_spent", "bigint"),
    ("seats_finished", "integer"),
    ("skill_6", "integer"),
    ("skill_unknown_6", "integer"),
    ("term_12", "integer"),
    ("tested", "integer"),
    ("trainings_completed", "integer"),
    ("trainings_done", "integer"),
    ("trainings_due", "integer"),
]
KINDS = {"integer": models.IntegerField, "bigint": models.BigIntegerField}
ADD_COLUMN = "ALTER TABLE trainings_trainingtally ADD COLUMN {} {} DEFAULT 0 NOT NULL"
STALE = """
    INSERT INTO trainings_stalemonth (office_id, month)
    SELECT DISTINCT office_id, month FROM trainings_trainingtally
"""

TABLES = ("trainings_trainingtally", "trainings_clienttally")
VERBS = ("insert", "update")
"""Rows go only with a training that never counted."""

SQLITE = """
    CREATE TRIGGER stale_{table}_{verb} AFTER {verb} ON {table} BEGIN
        INSERT INTO trainings_stalemonth (office_id, month) SELECT NEW.office_id, NEW.month WHERE NOT EXISTS (
            SELECT 1 FROM trainings_stalemonth WHERE office_id = NEW.office_id AND month = NEW.month
        );
    END
"""
# Two who count at once must not wait for each other: a month may be noted twice.
POSTGRESQL_FUNCTION = """
    CREATE FUNCTION note_stale_months() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO trainings_stalemonth (office_id, month) SELECT DISTINCT office_id, month FROM changed;
        RETURN NULL;
    END $$
"""
POSTGRESQL = """
    CREATE TRIGGER stale_{table}_{verb} AFTER {verb} ON {table}
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_stale_months()
"""


def add_triggers(apps, schema_editor):
    """Whatever writes a tally, the roll-up of its month is noted as no longer true."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if not is_sqlite:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    for table in TABLES:
        for verb in VERBS:
            text = (SQLITE if is_sqlite else POSTGRESQL).format(table=table, verb=verb)
            schema_editor.execute(text, params=None)


def drop_triggers(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in TABLES:
        for verb in VERBS:
            on = "" if is_sqlite else f" ON {table}"
            schema_editor.execute(f"DROP TRIGGER IF EXISTS stale_{table}_{verb}{on}", params=None)
    if not is_sqlite:
        schema_editor.execute("DROP FUNCTION IF EXISTS note_stale_months", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_signing"),
        ("clients", "0003_planning"),
        ("trainings", "0012_outcomes_and_voices"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("age_group", models.CharField(blank=True, max_length=5)),
                ("category", models.CharField(blank=True, max_length=20)),
                ("region_code", models.CharField(blank=True, max_length=13)),
                ("active", models.IntegerField(default=0)),
                ("working_age", models.IntegerField(default=0)),
                ("at_work", models.IntegerField(default=0)),
                ("work_unknown", models.IntegerField(default=0)),
                ("idle", models.IntegerField(default=0)),
                ("work_known", models.IntegerField(default=0)),
                ("active_trained", models.IntegerField(default=0)),
                ("began", models.IntegerField(default=0)),
                ("idle_began", models.IntegerField(default=0)),
                ("trained", models.IntegerField(default=0)),
                ("trained_idle", models.IntegerField(default=0)),
                ("first_trained", models.IntegerField(default=0)),
                ("revoked", models.IntegerField(default=0)),
                ("reoffended", models.IntegerField(default=0)),
                ("revoked_trained", models.IntegerField(default=0)),
                ("reoffended_trained", models.IntegerField(default=0)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "month", "sex", "age_group", "category", "region_code"),
                        name="client_tally_once_per_cell",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CountedClient",
            fields=[
                (
                    "client",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counted",
                        serialize=False,
                        to="clients.client",
                    ),
                ),
                ("counts", models.JSONField(default=list)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfficeTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("trainings", models.IntegerField(default=0)),
                ("trainings_due", models.IntegerField(default=0)),
                ("trainings_done", models.IntegerField(default=0)),
                ("trainings_completed", models.IntegerField(default=0)),
                ("reports_in_time", models.IntegerField(default=0)),
                ("seats", models.IntegerField(default=0)),
                ("seats_finished", models.IntegerField(default=0)),
                ("sessions_held", models.IntegerField(default=0)),
                ("jp_held", models.IntegerField(default=0)),
                ("enrolled", models.IntegerField(default=0)),
                ("finishing_at_post", models.IntegerField(default=0)),
                ("finishing", models.IntegerField(default=0)),
                ("present_first", models.IntegerField(default=0)),
                ("started", models.IntegerField(default=0)),
                ("completed", models.IntegerField(default=0)),
                ("passed", models.IntegerField(default=0)),
                ("certified", models.IntegerField(default=0)),
                ("certified_in_time", models.IntegerField(default=0)),
                ("tested", models.IntegerField(default=0)),
                ("points_gained", models.IntegerField(default=0)),
                ("rupiah_spent", models.BigIntegerField(default=0)),
                ("minutes_expected", models.BigIntegerField(default=0)),
                ("minutes_credited", models.BigIntegerField(default=0)),
                ("marks_present", models.IntegerField(default=0)),
                ("marks_late", models.IntegerField(default=0)),
                ("marks_excused", models.IntegerField(default=0)),
                ("marks_sick", models.IntegerField(default=0)),
                ("marks_absent", models.IntegerField(default=0)),
                ("marks_missing", models.IntegerField(default=0)),
                ("closed_0", models.IntegerField(default=0)),
                ("reached_0", models.IntegerField(default=0)),
                ("placed_0", models.IntegerField(default=0)),
                ("closed_1", models.IntegerField(default=0)),
                ("reached_1", models.IntegerField(default=0)),
                ("placed_1", models.IntegerField(default=0)),
                ("closed_3", models.IntegerField(default=0)),
                ("reached_3", models.IntegerField(default=0)),
                ("placed_3", models.IntegerField(default=0)),
                ("closed_6", models.IntegerField(default=0)),
                ("reached_6", models.IntegerField(default=0)),
                ("placed_6", models.IntegerField(default=0)),
                ("closed_12", models.IntegerField(default=0)),
                ("reached_12", models.IntegerField(default=0)),
                ("placed_12", models.IntegerField(default=0)),
                ("business_6", models.IntegerField(default=0)),
                ("nib_6", models.IntegerField(default=0)),
                ("pirt_6", models.IntegerField(default=0)),
                ("skill_6", models.IntegerField(default=0)),
                ("skill_unknown_6", models.IntegerField(default=0)),
                ("income_known", models.IntegerField(default=0)),
                ("income_0", models.IntegerField(default=0)),
                ("income_1", models.IntegerField(default=0)),
                ("income_2", models.IntegerField(default=0)),
                ("income_3", models.IntegerField(default=0)),
                ("income_4", models.IntegerField(default=0)),
                ("income_5", models.IntegerField(default=0)),
                ("income_6", models.IntegerField(default=0)),
                ("followed_due", models.IntegerField(default=0)),
                ("followed_in_time", models.IntegerField(default=0)),
                ("followed_others", models.IntegerField(default=0)),
                ("term_12", models.IntegerField(default=0)),
                ("kept_12", models.IntegerField(default=0)),
                ("active", models.IntegerField(default=0)),
                ("working_age", models.IntegerField(default=0)),
                ("at_work", models.IntegerField(default=0)),
                ("work_unknown", models.IntegerField(default=0)),
                ("idle", models.IntegerField(default=0)),
                ("work_known", models.IntegerField(default=0)),
                ("active_trained", models.IntegerField(default=0)),
                ("began", models.IntegerField(default=0)),
                ("idle_began", models.IntegerField(default=0)),
                ("trained", models.IntegerField(default=0)),
                ("trained_idle", models.IntegerField(default=0)),
                ("first_trained", models.IntegerField(default=0)),
                ("revoked", models.IntegerField(default=0)),
                ("reoffended", models.IntegerField(default=0)),
                ("revoked_trained", models.IntegerField(default=0)),
                ("reoffended_trained", models.IntegerField(default=0)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("office", "month"), name="office_tally_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StaleMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "month"], name="stale_by_office_month")],
            },
        ),
        migrations.SeparateDatabaseAndState(
            # Django would make the table of SQLite anew for every one of them.
            database_operations=[
                migrations.RunSQL([ADD_COLUMN.format(*pair) for pair in COLUMNS], migrations.RunSQL.noop)
            ],
            state_operations=[
                migrations.AddField("trainingtally", name, KINDS[kind](default=0)) for name, kind in COLUMNS
            ],
        ),
        migrations.AddIndex(
            model_name="trainingtally",
            index=models.Index(
                condition=models.Q(("finishing__gt", 0)),
                fields=[
                    "office",
                    "month",
                    "training",
                    "sex",
                    "age_group",
                    "category",
                    "region_code",
                    "finishing",
                    "completed",
                    "passed",
                ],
                name="tally_finishing",
            ),
        ),
        migrations.RunSQL(STALE, migrations.RunSQL.noop),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
