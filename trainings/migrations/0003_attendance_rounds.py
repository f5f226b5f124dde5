import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pembinaan.records
import pembinaan.text
import trainings.models.absence
import trainings.models.paper


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_devices"),
        ("accounts", "__first__"),
        ("clients", "0002_search_index"),
        ("partners", "0001_initial"),
        ("trainings", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Amendment",
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
                ("was", models.JSONField()),
                ("note", pembinaan.text.Block(verbose_name="why")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_name", pembinaan.text.Line(max_length=200)),
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
                        related_name="amendments",
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
                        related_name="amendments",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "amendment",
                "verbose_name_plural": "amendments",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Barrier",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("transport", "Transport"),
                            ("shift", "Work shift"),
                            ("health", "Health"),
                            ("family", "Family"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="barrier",
                    ),
                ),
                ("plan", pembinaan.text.Line(blank=True, max_length=200, verbose_name="what is done")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("no_action", models.BooleanField(default=False, verbose_name="no action")),
                ("note", pembinaan.text.Line(blank=True, max_length=200, verbose_name="note")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                ("opened_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="barriers",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="barriers",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "barrier",
                "verbose_name_plural": "barriers",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "enrolment"),
                        name="barrier_once_per_absence",
                        violation_error_message="A decision about this absence is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["transport", "shift", "health", "family", "other"])),
                        name="barrier_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", True),
                                ("due_on__isnull", True),
                                ("no_action", True),
                                models.Q(("note", ""), _negated=True),
                            ),
                            models.Q(
                                ("due_on__isnull", False),
                                ("no_action", False),
                                models.Q(("plan", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="barrier_task_or_no_action",
                        violation_error_message="Name what is done and until when, or why nothing is done.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("text", pembinaan.text.Line(max_length=160, verbose_name="step")),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checklist",
                        to="trainings.module",
                        verbose_name="module",
                    ),
                ),
            ],
            options={
                "verbose_name": "checklist item",
                "verbose_name_plural": "checklist items",
                "ordering": ["module", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("module", "order"), name="checklist_order_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="InstructorLink",
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
                ("secret_hash", models.BinaryField(max_length=32, unique=True)),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                ("made_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "remark",
                    pembinaan.text.Line(blank=True, max_length=200, verbose_name="remark of the instructor"),
                ),
                (
                    "instructor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.instructor",
                        verbose_name="instructor",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instructor_links",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "instructor link",
                "verbose_name_plural": "instructor links",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("session",),
                        name="instructor_link_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="instructor_link_expires_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ticks",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ticks",
                        to="trainings.checklistitem",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ticks",
                        to="trainings.session",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ticks",
                        to="trainings.instructorlink",
                    ),
                ),
            ],
            options={
                "ordering": ["enrolment__number", "item"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "enrolment", "item"), name="checklist_tick_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
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
                ("text", pembinaan.text.Block(verbose_name="concern")),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                ("seen_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                ("answer", pembinaan.text.Line(blank=True, max_length=200, verbose_name="what was done")),
                (
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partner",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="trainings.session",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="trainings.instructorlink",
                    ),
                ),
            ],
            options={
                "verbose_name": "concern report",
                "verbose_name_plural": "concern reports",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Excuse",
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
                    "mark",
                    models.CharField(
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
                ("note", pembinaan.text.Line(blank=True, max_length=200, verbose_name="what was said")),
                ("evidence_by", models.DateField(verbose_name="evidence until")),
                (
                    "evidence",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=trainings.models.absence.evidence_path,
                        verbose_name="evidence",
                    ),
                ),
                ("evidence_name", pembinaan.text.Line(blank=True, max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("said_by_name", pembinaan.text.Line(max_length=200)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                (
                    "decision_note",
                    pembinaan.text.Line(blank=True, max_length=200, verbose_name="note on the decision"),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="excuses",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
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
                        related_name="excuses",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "excuse",
                "verbose_name_plural": "excuses",
                "ordering": ["evidence_by", "pk"],
                "indexes": [models.Index(fields=["state", "evidence_by"], name="excuse_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "enrolment"),
                        name="excuse_once_per_session",
                        violation_error_message="An excuse for this session is there already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ("excused", "sick"))), name="excuse_mark_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "accepted", "declined", "lapsed"])),
                        name="excuse_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="excuse_decided_with_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LadderStep",
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
                    "rung",
                    models.CharField(
                        choices=[
                            ("reminder", "Reminder"),
                            ("letter", "Letter"),
                            ("meeting", "Meeting with the PK"),
                        ],
                        max_length=8,
                        verbose_name="step",
                    ),
                ),
                ("absences", models.PositiveSmallIntegerField(verbose_name="absences without notice")),
                ("taken_on", models.DateField(verbose_name="on")),
                ("reply_by", models.DateField(blank=True, null=True, verbose_name="answer until")),
                ("note", pembinaan.text.Line(blank=True, max_length=200, verbose_name="note")),
                ("taken_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ladder_steps",
                        to="trainings.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "step after absences",
                "verbose_name_plural": "steps after absences",
                "ordering": ["enrolment", "absences"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "rung"),
                        name="ladder_rung_once",
                        violation_error_message="This step was taken already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rung__in", ["reminder", "letter", "meeting"])),
                        name="ladder_rung_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("absences__gte", 1)), name="ladder_has_absences"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("what", models.CharField(max_length=10)),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="views",
                        to="trainings.instructorlink",
                    ),
                ),
            ],
            options={
                "verbose_name": "view of an instructor link",
                "verbose_name_plural": "views of instructor links",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProvisionalMark",
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
                        choices=[
                            ("present", "Present"),
                            ("late", "Late"),
                            ("excused", "Excused"),
                            ("sick", "Sick"),
                            ("absent", "Absent without notice"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("accepted", models.BooleanField(null=True)),
                ("settled_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisional_marks",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="trainings.instructorlink",
                    ),
                ),
            ],
            options={
                "ordering": ["link", "enrolment__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("link", "enrolment"), name="provisional_mark_once"),
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ["present", "late", "absent"])),
                        name="provisional_mark_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted__isnull", True), ("settled_at__isnull", True)),
                            models.Q(("accepted__isnull", False), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="provisional_mark_settled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReopenRequest",
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
                ("note", pembinaan.text.Block(verbose_name="reason")),
                ("requested_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "decision",
                    models.CharField(
                        blank=True, choices=[("granted", "granted"), ("declined", "declined")], max_length=8
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                ("decision_note", pembinaan.text.Block(blank=True, verbose_name="note")),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reopen_requests",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "request to open a sheet",
                "verbose_name_plural": "requests to open sheets",
                "ordering": ["created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "")),
                        fields=("session",),
                        name="reopen_request_one_open",
                        violation_error_message="The head has already been asked to open this sheet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decision", "")),
                            models.Q(
                                ("decided_at__isnull", False), ("decision__in", ["granted", "declined"])
                            ),
                            _connector="OR",
                        ),
                        name="reopen_request_decided_with_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="month")),
                ("sealed_at", models.DateTimeField(auto_now_add=True, verbose_name="sealed")),
                ("sealed_by_name", pembinaan.text.Line(max_length=200)),
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
                "verbose_name": "sealed month",
                "verbose_name_plural": "sealed months",
                "ordering": ["office", "-month"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "month"), name="month_sealed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="sealed_month_first_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetScan",
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
                    "file",
                    models.FileField(
                        max_length=200, upload_to=trainings.models.paper.scan_path, verbose_name="file"
                    ),
                ),
                ("name", pembinaan.text.Line(max_length=120)),
                ("size", models.PositiveIntegerField()),
                ("uploaded_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo of the register",
                "verbose_name_plural": "photos of registers",
                "ordering": ["created_at"],
            },
        ),
        migrations.AddField(
            model_name="enrolment",
            name="reconcile_by",
            field=models.DateField(blank=True, null=True, verbose_name="to be identified by"),
        ),
        migrations.AddField(
            model_name="reason",
            name="needs_evidence",
            field=models.BooleanField(
                default=False,
                help_text="Without evidence in time the mark becomes absent without notice.",
                verbose_name="needs evidence",
            ),
        ),
        migrations.AlterField(
            model_name="attendanceevent",
            name="via",
            field=models.CharField(
                choices=[
                    ("screen", "screen"),
                    ("fill", "fill for the rest"),
                    ("form", "form without JavaScript"),
                    ("undo", "undo"),
                    ("offline", "without a signal"),
                    ("paper", "paper sheet"),
                    ("bulk", "several at once"),
                    ("copy", "copied from another session"),
                    ("partner", "instructor, accepted"),
                    ("decision", "decision on an excuse"),
                    ("clock", "deadline passed"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(("reconcile_by__isnull", True), ("client__isnull", True), _connector="OR"),
                name="enrolment_reconciled_with_client",
            ),
        ),
    ]
