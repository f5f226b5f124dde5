import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pembinaan.records
import pembinaan.text


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("clients", "0002_search_index"),
        ("partners", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("absence", "Absence with notice"),
                            ("session_cancelled", "Session did not happen"),
                            ("postponed", "Training postponed"),
                            ("cancelled", "Training cancelled"),
                            ("left", "Participant left"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("code", models.SlugField(max_length=30, verbose_name="code")),
                ("name", pembinaan.text.Line(max_length=80, verbose_name="name")),
                ("name_en", pembinaan.text.Line(blank=True, max_length=80, verbose_name="name in English")),
                ("hint", pembinaan.text.Line(blank=True, max_length=120, verbose_name="hint")),
                (
                    "acceptable",
                    models.BooleanField(
                        default=True,
                        help_text="An acceptable absence leaves the attendance rate.",
                        verbose_name="acceptable",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered")),
            ],
            options={
                "verbose_name": "reason",
                "verbose_name_plural": "reasons",
                "ordering": ["kind", "order", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code"), name="reason_code_once_per_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["absence", "session_cancelled", "postponed", "cancelled", "left"])
                        ),
                        name="reason_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
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
                ("code", models.SlugField(max_length=40, verbose_name="code")),
                ("curriculum_version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("is_current", models.BooleanField(default=True, verbose_name="current version")),
                ("title", pembinaan.text.Line(max_length=120, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("skills", "Skills (kemandirian)"),
                            ("character", "Character (kepribadian)"),
                            ("mixed", "Mixed"),
                        ],
                        default="skills",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("summary", pembinaan.text.Block(blank=True, verbose_name="summary")),
                ("tools", pembinaan.text.Block(blank=True, verbose_name="tools")),
                ("materials", pembinaan.text.Block(blank=True, verbose_name="materials")),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.office",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["title", "-curriculum_version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "curriculum_version"),
                        name="programme_version_once",
                        violation_error_message="This version already exists.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("code",),
                        name="programme_one_current_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["skills", "character", "mixed"])),
                        name="programme_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
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
                ("title", pembinaan.text.Line(max_length=160, verbose_name="title")),
                ("search_text", models.CharField(editable=False, max_length=300)),
                ("place", pembinaan.text.Line(max_length=120, verbose_name="place")),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("capacity", models.PositiveSmallIntegerField(verbose_name="seats")),
                ("note", pembinaan.text.Block(blank=True, verbose_name="note")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("running", "Running"),
                            ("completed", "Completed"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("status_note", pembinaan.text.Block(blank=True, verbose_name="note on the status")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approved")),
                ("approved_by_name", pembinaan.text.Line(blank=True, editable=False, max_length=200)),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="completed on")),
                (
                    "instructors",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="partners.instructor", verbose_name="instructors"
                    ),
                ),
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
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="partners.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="trainings.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "service_post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.servicepost",
                        verbose_name="service post",
                    ),
                ),
                (
                    "status_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trainings.reason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "strategic_programmes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="accounts.strategicprogramme",
                        verbose_name="strategic programmes",
                    ),
                ),
            ],
            options={
                "verbose_name": "training",
                "verbose_name_plural": "trainings",
                "ordering": ["-starts_on", "-pk"],
                "permissions": [
                    ("approve_training", "Can approve trainings"),
                    ("complete_training", "Can complete trainings"),
                    ("enrol_client", "Can enrol clients"),
                    ("nominate_client", "Can nominate clients"),
                    ("record_attendance", "Can record attendance"),
                    ("record_result", "Can record results"),
                    ("record_outcome", "Can record follow-ups"),
                    ("reopen_session", "Can reopen locked attendance"),
                ],
                "indexes": [
                    models.Index(fields=["office", "-starts_on", "-id"], name="training_by_start"),
                    models.Index(fields=["office", "status", "-starts_on"], name="training_by_status"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="training_dates_in_order",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1), ("capacity__lte", 500)),
                        name="training_capacity_in_range",
                        violation_error_message="The number of seats must lie between 1 and 500.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("completed_on__isnull", False), ("status", "completed")),
                            models.Q(
                                models.Q(("status", "completed"), _negated=True),
                                ("completed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="training_completed_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "approved", "running", "completed", "postponed", "cancelled"],
                            )
                        ),
                        name="training_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
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
                (
                    "guest_name",
                    pembinaan.text.Line(blank=True, max_length=150, verbose_name="name of the guest"),
                ),
                ("guest_origin", pembinaan.text.Line(blank=True, max_length=120, verbose_name="comes from")),
                ("number", models.PositiveSmallIntegerField(verbose_name="row")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("nominated", "Nominated"),
                            ("waiting", "Waiting list"),
                            ("enrolled", "Enrolled"),
                            ("paused", "Paused"),
                            ("completed", "Completed"),
                            ("not_completed", "Not completed"),
                            ("left", "Left"),
                        ],
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                ("requested_at", models.DateTimeField(verbose_name="requested")),
                ("requested_by_name", pembinaan.text.Line(blank=True, editable=False, max_length=200)),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="takes part from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="took part until")),
                ("note", pembinaan.text.Block(blank=True, verbose_name="note")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("competent", "Competent"), ("not_yet_competent", "Not yet competent")],
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("result_note", pembinaan.text.Block(blank=True, verbose_name="note on the result")),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="completed on")),
                (
                    "client",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="clients.client",
                        verbose_name="client",
                    ),
                ),
                (
                    "leave_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trainings.reason",
                        verbose_name="reason for leaving",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="trainings.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant",
                "verbose_name_plural": "participants",
                "ordering": ["training", "number"],
                "indexes": [models.Index(fields=["client", "status"], name="enrolment_by_client")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("training", "client"),
                        name="enrolment_once_per_training",
                        violation_error_message="This client is already on the list of this training.",
                    ),
                    models.UniqueConstraint(fields=("training", "number"), name="enrolment_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("client__isnull", False), ("guest_name", "")),
                            models.Q(("client__isnull", True), models.Q(("guest_name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="enrolment_client_or_guest",
                        violation_error_message="Choose a client or name a guest.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", False),
                                ("leave_reason__isnull", False),
                                ("status", "left"),
                            ),
                            models.Q(
                                models.Q(("status", "left"), _negated=True), ("leave_reason__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_left_with_reason",
                        violation_error_message="Leaving needs a date and a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "completed"), _negated=True),
                            ("completed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="enrolment_completed_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["nominated", "waiting"]),
                            ("starts_on__isnull", False),
                            _connector="OR",
                        ),
                        name="enrolment_seated_with_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="enrolment_dates_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "nominated",
                                    "waiting",
                                    "enrolled",
                                    "paused",
                                    "completed",
                                    "not_completed",
                                    "left",
                                ],
                            )
                        ),
                        name="enrolment_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["competent", "not_yet_competent", ""])),
                        name="enrolment_result_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nominated", "Nominated"),
                            ("waiting", "Waiting list"),
                            ("enrolled", "Enrolled"),
                            ("paused", "Paused"),
                            ("completed", "Completed"),
                            ("not_completed", "Not completed"),
                            ("left", "Left"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("nominated", "Nominated"),
                            ("waiting", "Waiting list"),
                            ("enrolled", "Enrolled"),
                            ("paused", "Paused"),
                            ("completed", "Completed"),
                            ("not_completed", "Not completed"),
                            ("left", "Left"),
                        ],
                        max_length=15,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_name", models.CharField(max_length=200)),
                ("note", pembinaan.text.Line(blank=True, max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="trainings.enrolment",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
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
                (
                    "point",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "At the exit"),
                            (1, "1 month"),
                            (3, "3 months"),
                            (6, "6 months"),
                            (12, "12 months"),
                        ],
                        verbose_name="point",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due")),
                ("opens_on", models.DateField(verbose_name="window opens")),
                ("closes_on", models.DateField(verbose_name="window closes")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="trainings.enrolment",
                        verbose_name="participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "ordering": ["due_on", "pk"],
                "indexes": [models.Index(fields=["done_on", "opens_on"], name="follow_up_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "point"), name="follow_up_once_per_point"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__gte", models.F("due_on")), ("opens_on__lte", models.F("due_on"))
                        ),
                        name="follow_up_window_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("point__in", [0, 1, 3, 6, 12])), name="follow_up_point_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpAttempt",
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
                ("on", models.DateField(verbose_name="date")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("reporting", "Reporting duty"),
                            ("whatsapp", "WhatsApp"),
                            ("phone", "Telephone"),
                            ("visit", "Home visit"),
                            ("guarantor", "Guarantor"),
                            ("unreached", "Not reached"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("note", pembinaan.text.Block(blank=True, verbose_name="note")),
                ("by_name", pembinaan.text.Line(editable=False, max_length=200)),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="trainings.followup",
                        verbose_name="follow-up",
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
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
                ("on", models.DateField(verbose_name="date")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("reporting", "Reporting duty"),
                            ("whatsapp", "WhatsApp"),
                            ("phone", "Telephone"),
                            ("visit", "Home visit"),
                            ("guarantor", "Guarantor"),
                            ("unreached", "Not reached"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("employed", "Employed"),
                            ("casual", "Casual or daily work"),
                            ("own_business", "Own business"),
                            ("joint_business", "Joint business"),
                            ("apprentice", "Apprenticeship"),
                            ("studying", "Further training or school"),
                            ("seeking", "Looking for work"),
                            ("not_working", "Not working"),
                            ("unknown", "Not known"),
                        ],
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                ("uses_skill", models.BooleanField(blank=True, null=True, verbose_name="uses the skill")),
                (
                    "income_band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "No income"),
                            ("under_1m", "Under Rp1,000,000 a month"),
                            ("under_3m", "Rp1,000,000 to Rp3,000,000 a month"),
                            ("under_5m", "Rp3,000,000 to Rp5,000,000 a month"),
                            ("over_5m", "Over Rp5,000,000 a month"),
                        ],
                        max_length=10,
                        verbose_name="income",
                    ),
                ),
                (
                    "income",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="income in rupiah a month"
                    ),
                ),
                (
                    "business_name",
                    pembinaan.text.Line(blank=True, max_length=120, verbose_name="name of the business"),
                ),
                ("has_nib", models.BooleanField(default=False, verbose_name="NIB")),
                ("has_pirt", models.BooleanField(default=False, verbose_name="P-IRT")),
                ("has_halal", models.BooleanField(default=False, verbose_name="halal certificate")),
                (
                    "capital",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "Own savings or family"),
                            ("partner", "Partner"),
                            ("kur", "Bank loan (KUR)"),
                            ("grant", "Grant or social aid"),
                            ("none", "None"),
                        ],
                        max_length=10,
                        verbose_name="source of capital",
                    ),
                ),
                (
                    "compliance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("compliant", "Compliant"),
                            ("missed_few", "Missed 1–2 times"),
                            ("missed_many", "Missed 3 times or more"),
                            ("revoked", "Revoked"),
                        ],
                        max_length=12,
                        verbose_name="compliance",
                    ),
                ),
                (
                    "reoffence",
                    models.CharField(
                        blank=True,
                        choices=[("none", "No"), ("suspected", "Suspected"), ("convicted", "Convicted")],
                        max_length=10,
                        verbose_name="new offence",
                    ),
                ),
                ("reoffence_source", pembinaan.text.Line(blank=True, max_length=120, verbose_name="source")),
                ("verified_by_visit", models.BooleanField(default=False, verbose_name="verified by visit")),
                ("note", pembinaan.text.Block(blank=True, verbose_name="note")),
                ("by_name", pembinaan.text.Line(editable=False, max_length=200)),
                (
                    "follow_up",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcome",
                        to="trainings.followup",
                        verbose_name="follow-up",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "employed",
                                    "casual",
                                    "own_business",
                                    "joint_business",
                                    "apprentice",
                                    "studying",
                                    "seeking",
                                    "not_working",
                                    "unknown",
                                ],
                            )
                        ),
                        name="outcome_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "unreached"), _negated=True),
                            ("status", "unknown"),
                            _connector="OR",
                        ),
                        name="outcome_unreached_is_unknown",
                        violation_error_message="Nobody was reached: the status is not known.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reoffence__in", ["", "none"]),
                            models.Q(("reoffence_source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outcome_reoffence_with_source",
                        violation_error_message="Name the source of this information.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Module",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("title", pembinaan.text.Line(max_length=160, verbose_name="title")),
                ("jp", models.PositiveSmallIntegerField(help_text="1 JP = 45 minutes", verbose_name="JP")),
                ("output", pembinaan.text.Line(blank=True, max_length=160, verbose_name="practice output")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="modules",
                        to="trainings.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "module",
                "verbose_name_plural": "modules",
                "ordering": ["programme", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "order"), name="module_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(("jp__gte", 1)),
                        name="module_has_jp",
                        violation_error_message="A module has at least 1 JP.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("day", models.DateField(verbose_name="date")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("jp", models.PositiveSmallIntegerField(verbose_name="JP")),
                ("place", pembinaan.text.Line(blank=True, max_length=120, verbose_name="place")),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("cancel_note", pembinaan.text.Block(blank=True, verbose_name="note")),
                ("is_catch_up", models.BooleanField(default=False, verbose_name="catch-up session")),
                ("attested_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("attested_by_name", pembinaan.text.Line(blank=True, editable=False, max_length=200)),
                (
                    "reopened_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="reopened until"),
                ),
                (
                    "cancel_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trainings.reason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="trainings.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["training", "number"],
                "indexes": [models.Index(fields=["day", "training"], name="session_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("training", "number"), name="session_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="session_times_in_order",
                        violation_error_message="The session ends before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("jp__gte", 1)),
                        name="session_has_jp",
                        violation_error_message="A session has at least 1 JP.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancel_reason__isnull", False), ("status", "cancelled")),
                            models.Q(
                                models.Q(("status", "cancelled"), _negated=True),
                                ("cancel_reason__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="session_cancelled_with_reason",
                        violation_error_message="A session that did not happen needs a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attested_at__isnull", True), ("status", "held"), _connector="OR"
                        ),
                        name="session_attested_when_held",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceEvent",
            fields=[
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "Present"),
                            ("late", "Late"),
                            ("excused", "Excused"),
                            ("sick", "Sick"),
                            ("absent", "Absent without notice"),
                        ],
                        max_length=8,
                        verbose_name="mark",
                    ),
                ),
                ("minutes_late", models.PositiveSmallIntegerField(default=0, verbose_name="minutes late")),
                (
                    "minutes_early",
                    models.PositiveSmallIntegerField(default=0, verbose_name="minutes left early"),
                ),
                ("remark", pembinaan.text.Line(blank=True, max_length=200, verbose_name="remark")),
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("base_version", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                (
                    "answer",
                    models.CharField(choices=[("stored", "stored"), ("conflict", "conflict")], max_length=8),
                ),
                ("resolved_conflict", models.BooleanField(default=False)),
                ("device_time", models.DateTimeField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_name", pembinaan.text.Line(max_length=200)),
                (
                    "via",
                    models.CharField(
                        choices=[
                            ("screen", "screen"),
                            ("fill", "fill for the rest"),
                            ("form", "form without JavaScript"),
                            ("undo", "undo"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trainings.reason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance event",
                "verbose_name_plural": "attendance events",
                "ordering": ["at", "pk"],
                "indexes": [
                    models.Index(fields=["session", "enrolment", "at"], name="attendance_event_history")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mark__in", ["present", "late", "excused", "sick", "absent", ""])
                        ),
                        name="attendance_event_mark_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "Present"),
                            ("late", "Late"),
                            ("excused", "Excused"),
                            ("sick", "Sick"),
                            ("absent", "Absent without notice"),
                        ],
                        max_length=8,
                        verbose_name="mark",
                    ),
                ),
                ("minutes_late", models.PositiveSmallIntegerField(default=0, verbose_name="minutes late")),
                (
                    "minutes_early",
                    models.PositiveSmallIntegerField(default=0, verbose_name="minutes left early"),
                ),
                ("remark", pembinaan.text.Line(blank=True, max_length=200, verbose_name="remark")),
                ("version", models.PositiveIntegerField(default=1)),
                ("marked_at", models.DateTimeField()),
                ("marked_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "marked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="trainings.enrolment",
                        verbose_name="participant",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trainings.reason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="trainings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "ordering": ["session", "enrolment__number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "enrolment"), name="attendance_once_per_session"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mark__in", ["present", "late", "excused", "sick", "absent", ""])
                        ),
                        name="attendance_mark_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mark__in", ("excused", "sick")), ("reason__isnull", False)),
                            models.Q(
                                models.Q(("mark__in", ("excused", "sick")), _negated=True),
                                ("reason__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="attendance_reason_when_excused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mark__in", ("present", "late")),
                            models.Q(("minutes_early", 0), ("minutes_late", 0)),
                            _connector="OR",
                        ),
                        name="attendance_minutes_when_there",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mark", "late"), ("minutes_late__gte", 1)),
                            models.Q(models.Q(("mark", "late"), _negated=True), ("minutes_late", 0)),
                            _connector="OR",
                        ),
                        name="attendance_late_has_minutes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionInstructor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Lead"), ("co", "Co-instructor"), ("cover", "Cover")],
                        default="lead",
                        max_length=5,
                        verbose_name="role",
                    ),
                ),
                (
                    "instructor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teaching",
                        to="partners.instructor",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teaching",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "ordering": ["session", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "instructor"), name="session_instructor_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionModule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("jp", models.PositiveSmallIntegerField(verbose_name="JP")),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trainings.module"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "ordering": ["session", "module__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "module"), name="session_module_once"),
                    models.CheckConstraint(condition=models.Q(("jp__gte", 1)), name="session_module_has_jp"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingTally",
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
                ("trainings", models.IntegerField(default=0)),
                ("seats", models.IntegerField(default=0)),
                ("sessions_held", models.IntegerField(default=0)),
                ("jp_held", models.IntegerField(default=0)),
                ("enrolled", models.IntegerField(default=0)),
                ("finishing", models.IntegerField(default=0)),
                ("present_first", models.IntegerField(default=0)),
                ("started", models.IntegerField(default=0)),
                ("completed", models.IntegerField(default=0)),
                ("passed", models.IntegerField(default=0)),
                ("minutes_expected", models.IntegerField(default=0)),
                ("minutes_credited", models.IntegerField(default=0)),
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
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="trainings.training",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office", "month"], name="tally_by_office_month")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("training", "month", "sex", "age_group", "category", "region_code"),
                        name="tally_once_per_cell",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="session",
            name="modules",
            field=models.ManyToManyField(
                related_name="+",
                through="trainings.SessionModule",
                to="trainings.module",
                verbose_name="modules",
            ),
        ),
    ]
