import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pembinaan.records
import pembinaan.text


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_signing"),
        ("accounts", "__first__"),
        ("dashboards", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="board",
            options={
                "default_permissions": (),
                "managed": False,
                "permissions": [
                    ("view_board", "Can read the boards"),
                    ("set_target", "Can set targets"),
                    ("submit_return", "Can submit the month"),
                    ("accept_return", "Can accept and return months"),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyReturn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pembinaan.records.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("month", models.DateField(verbose_name="month")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("sealed", "Sealed"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("note", pembinaan.text.Block(blank=True, verbose_name="note of the Bapas")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted")),
                ("submitted_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("decided_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                ("decision_note", pembinaan.text.Block(blank=True, verbose_name="reason of the Kanwil")),
                ("sealed_at", models.DateTimeField(blank=True, null=True, verbose_name="sealed")),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "monthly return",
                "verbose_name_plural": "monthly returns",
                "ordering": ["-month", "office"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "month"), name="monthly_return_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="monthly_return_first_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sealed_at__isnull", False),
                                ("state", "sealed"),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "sealed"), _negated=True), ("sealed_at__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="monthly_return_sealed_with_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "returned", "sealed"])),
                        name="monthly_return_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("decision_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="monthly_return_returned_with_reason",
                        violation_error_message="Say what is to be changed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.SlugField(max_length=40)),
                ("definition_version", models.PositiveSmallIntegerField()),
                ("numerator", models.IntegerField()),
                ("denominator", models.IntegerField()),
                (
                    "monthly_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="dashboards.monthlyreturn",
                    ),
                ),
            ],
            options={
                "verbose_name": "sealed figure",
                "verbose_name_plural": "sealed figures",
                "ordering": ["monthly_return", "indicator"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("monthly_return", "indicator"), name="monthly_figure_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pembinaan.records.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", pembinaan.text.Line(max_length=80, verbose_name="name")),
                ("query", models.CharField(blank=True, editable=False, max_length=400)),
                (
                    "shared_with",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("coordinator", "Training coordinator (Bimker)"),
                            ("counsellor", "Probation officer (PK)"),
                            ("head", "Head of Bapas"),
                            ("regional", "Kanwil official"),
                            ("national", "Ditjenpas official"),
                            ("admin", "Administrator"),
                        ],
                        max_length=12,
                        verbose_name="share with",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved view",
                "verbose_name_plural": "saved views",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "name"),
                        name="saved_view_name_once",
                        violation_error_message="There is already a view of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "shared_with__in",
                                ["coordinator", "counsellor", "head", "regional", "national", "admin", ""],
                            )
                        ),
                        name="saved_view_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pembinaan.records.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("indicator", models.SlugField(max_length=40, verbose_name="indicator")),
                ("value", models.DecimalField(decimal_places=1, max_digits=9, verbose_name="target")),
                ("set_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ["office", "-year", "indicator"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "year", "indicator"),
                        name="target_once",
                        violation_error_message="There is already a target for this office and year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gt", 0)),
                        name="target_positive",
                        violation_error_message="A target is more than nothing.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pembinaan.records.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("month", models.DateField(verbose_name="month")),
                ("indicator", models.SlugField(max_length=40, verbose_name="indicator")),
                ("text", pembinaan.text.Block(verbose_name="note")),
                ("by_name", pembinaan.text.Line(max_length=200)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="dashboards.figurenote",
                    ),
                ),
            ],
            options={
                "verbose_name": "note on a figure",
                "verbose_name_plural": "notes on figures",
                "ordering": ["month", "created_at"],
                "indexes": [models.Index(fields=["office", "month"], name="figure_note_by_month")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="figure_note_first_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="figure_note_says_something"
                    ),
                ],
            },
        ),
    ]
