import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pembinaan.records
import pembinaan.text


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_planning"),
        ("accounts", "__first__"),
        ("clients", "0003_planning"),
        ("partners", "0002_planning"),
        ("trainings", "0005_known_values"),
    ]

    operations = [
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("client", "Client"), ("instructor", "Instructor"), ("venue", "Room")],
                        max_length=10,
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookings",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "subject_id", "starts_at"], name="booking_by_subject")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "subject", "subject_id"), name="booking_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="booking_times_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ["client", "instructor", "venue"])),
                        name="booking_subject_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
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
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("name", pembinaan.text.Line(max_length=160, verbose_name="what for")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("dipa", "State budget (DIPA)"),
                            ("partner", "Partner"),
                            ("csr", "CSR"),
                            ("region", "Regional budget (APBD)"),
                            ("donation", "Donation"),
                            ("other", "Other source"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("account", pembinaan.text.Line(blank=True, max_length=20, verbose_name="account code")),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="quantity")),
                ("unit", pembinaan.text.Line(max_length=20, verbose_name="unit")),
                ("unit_price", models.PositiveBigIntegerField(verbose_name="price of a unit in rupiah")),
                (
                    "spent",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="spent in rupiah"),
                ),
                ("note", pembinaan.text.Line(blank=True, max_length=160, verbose_name="note")),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budget_lines",
                        to="trainings.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "budget line",
                "verbose_name_plural": "budget lines",
                "ordering": ["training", "order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="budget_line_quantity_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["dipa", "partner", "csr", "region", "donation", "other"])
                        ),
                        name="budget_line_source_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
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
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                ("last_used_at", models.DateTimeField(blank=True, null=True, verbose_name="last fetched")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar address",
                "verbose_name_plural": "calendar addresses",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("user",),
                        name="calendar_feed_one_per_user",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CatchUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="catch_ups",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "missed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="caught_up",
                        to="trainings.session",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="catching_up",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "ordering": ["session", "enrolment__number"],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "missed"), name="catch_up_once_per_missed"),
                    models.UniqueConstraint(
                        fields=("session", "enrolment"), name="catch_up_once_per_session"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("session", models.F("missed")), _negated=True),
                        name="catch_up_of_another_session",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Not sent"),
                            ("sent", "Sent"),
                            ("coming", "Will come"),
                            ("declined", "Cannot come"),
                        ],
                        default="prepared",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("sent_by_name", pembinaan.text.Line(blank=True, editable=False, max_length=200)),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("note", pembinaan.text.Line(blank=True, max_length=200, verbose_name="note")),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation",
                        to="trainings.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["enrolment__number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["prepared", "sent", "coming", "declined"])),
                        name="invitation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", True), ("state", "prepared")),
                            models.Q(
                                models.Q(("state", "prepared"), _negated=True), ("sent_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="invitation_sent_with_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pembinaan.records.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField(max_length=30)),
                ("fingerprint", models.CharField(max_length=64)),
                ("message", pembinaan.text.Line(max_length=300, verbose_name="warning")),
                ("reason", pembinaan.text.Line(max_length=200, verbose_name="reason")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_name", pembinaan.text.Line(max_length=200)),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="trainings.training",
                    ),
                ),
            ],
            options={
                "verbose_name": "accepted clash",
                "verbose_name_plural": "accepted clashes",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("training", "fingerprint"), name="override_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="override_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
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
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("note", pembinaan.text.Line(blank=True, max_length=200, verbose_name="reason")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="trainings.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "pause",
                "verbose_name_plural": "pauses",
                "ordering": ["starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="pause_dates_in_order",
                        violation_error_message="The pause ends before it begins.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("enrolment",),
                        name="pause_one_open",
                    ),
                    models.UniqueConstraint(fields=("enrolment", "starts_on"), name="pause_once_per_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "kind",
                    models.CharField(
                        choices=[("tool", "Tool"), ("material", "Material")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", pembinaan.text.Line(max_length=80, verbose_name="name")),
                ("quantity", models.DecimalField(decimal_places=2, max_digits=9, verbose_name="quantity")),
                ("unit", pembinaan.text.Line(max_length=20, verbose_name="unit")),
                (
                    "per",
                    models.CharField(
                        choices=[
                            ("training", "per training"),
                            ("person", "per participant"),
                            ("group", "per group of five"),
                        ],
                        default="training",
                        max_length=10,
                        verbose_name="counted",
                    ),
                ),
                (
                    "unit_price",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="price of a unit in rupiah"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="trainings.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "tool or material",
                "verbose_name_plural": "tools and materials",
                "ordering": ["programme", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "order"), name="programme_item_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="programme_item_quantity_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["tool", "material"])),
                        name="programme_item_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("per__in", ["training", "person", "group"])),
                        name="programme_item_per_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                ("need", pembinaan.text.Block(blank=True, verbose_name="need")),
                ("background", pembinaan.text.Block(blank=True, verbose_name="background and legal basis")),
                ("purpose", pembinaan.text.Block(blank=True, verbose_name="purpose")),
                ("beneficiaries", pembinaan.text.Block(blank=True, verbose_name="beneficiaries")),
                ("strategy", pembinaan.text.Block(blank=True, verbose_name="strategy and stages")),
                ("result", pembinaan.text.Block(blank=True, verbose_name="expected result")),
                (
                    "output_code",
                    pembinaan.text.Line(blank=True, max_length=60, verbose_name="output code (KRO/RO)"),
                ),
                (
                    "training",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal",
                        to="trainings.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal (KAK)",
                "verbose_name_plural": "proposals (KAK)",
            },
        ),
        migrations.CreateModel(
            name="SeatOffer",
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
                ("offered_at", models.DateTimeField(verbose_name="offered")),
                ("expires_at", models.DateTimeField(verbose_name="answer until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Offered"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("expired", "Not answered in time"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("answered_by_name", pembinaan.text.Line(blank=True, editable=False, max_length=200)),
                ("note", pembinaan.text.Line(blank=True, max_length=200, verbose_name="note")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="trainings.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "offered seat",
                "verbose_name_plural": "offered seats",
                "ordering": ["-offered_at", "-pk"],
                "indexes": [models.Index(fields=["state", "expires_at"], name="offer_by_expiry")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("enrolment",), name="offer_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "accepted", "declined", "expired", "withdrawn"])
                        ),
                        name="offer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="offer_answered_with_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("offered_at"))),
                        name="offer_times_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pembinaan.records.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("batch", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("moved", "moved"), ("cancelled", "cancelled"), ("restored", "restored")],
                        max_length=10,
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("office", "the office"),
                            ("partner", "the partner"),
                            ("instructor", "the instructor"),
                            ("participants", "participants"),
                            ("authority", "another authority"),
                            ("nature", "weather or disaster"),
                        ],
                        max_length=12,
                        verbose_name="asked by",
                    ),
                ),
                ("reason", pembinaan.text.Line(blank=True, max_length=200, verbose_name="reason")),
                ("old_starts_at", models.DateTimeField()),
                ("new_starts_at", models.DateTimeField()),
                ("old_place", pembinaan.text.Line(blank=True, max_length=120)),
                ("new_place", pembinaan.text.Line(blank=True, max_length=120)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_name", pembinaan.text.Line(max_length=200)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="timetable_changes",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of the timetable",
                "verbose_name_plural": "changes of the timetable",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["moved", "cancelled", "restored"])),
                        name="session_change_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "asked_by__in",
                                [
                                    "office",
                                    "partner",
                                    "instructor",
                                    "participants",
                                    "authority",
                                    "nature",
                                    "",
                                ],
                            )
                        ),
                        name="session_change_asked_by_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShortlistDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pembinaan.records.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("skipped", "Passed over"), ("excluded", "Taken in spite of a rule")],
                        max_length=10,
                    ),
                ),
                ("score", models.IntegerField(default=0)),
                ("facts", models.JSONField(default=list)),
                ("note", pembinaan.text.Line(max_length=200, verbose_name="reason")),
                ("batch", models.UUIDField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_name", pembinaan.text.Line(max_length=200)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="clients.client"
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
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shortlist_decisions",
                        to="trainings.training",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on the shortlist",
                "verbose_name_plural": "decisions on the shortlist",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["client", "kind"], name="decision_by_client")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["skipped", "excluded"])), name="decision_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("note", ""), _negated=True), ("reason__isnull", False), _connector="OR"
                        ),
                        name="decision_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffInvitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pembinaan.records.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("failure", pembinaan.text.Line(blank=True, max_length=200, verbose_name="failure")),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_invitations",
                        to="trainings.training",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["training", "user"],
                "constraints": [
                    models.UniqueConstraint(fields=("training", "user", "version"), name="staff_invited_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingContribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="training_link",
                        to="partners.contribution",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="trainings.training",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="TransportPayment",
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
                ("rupiah", models.PositiveIntegerField(verbose_name="rupiah")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("dipa", "State budget (DIPA)"),
                            ("partner", "Partner"),
                            ("csr", "CSR"),
                            ("region", "Regional budget (APBD)"),
                            ("donation", "Donation"),
                            ("other", "Other source"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "To be paid"), ("paid", "Paid"), ("void", "Cancelled")],
                        default="due",
                        max_length=5,
                        verbose_name="state",
                    ),
                ),
                ("receipt", pembinaan.text.Line(blank=True, max_length=60, verbose_name="receipt number")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="paid on")),
                ("paid_by_name", pembinaan.text.Line(blank=True, editable=False, max_length=200)),
                ("note", pembinaan.text.Line(blank=True, max_length=160, verbose_name="note")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transport_payments",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transport_payments",
                        to="trainings.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "transport money",
                "verbose_name_plural": "transport money",
                "ordering": ["session", "enrolment__number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "void"), _negated=True),
                        fields=("session", "enrolment"),
                        name="transport_paid_once",
                        violation_error_message="Transport money for this session is already in the ledger.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rupiah__gte", 1)), name="transport_has_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["dipa", "partner", "csr", "region", "donation", "other"])
                        ),
                        name="transport_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid_on__isnull", False),
                                ("state", "paid"),
                                models.Q(("receipt", ""), _negated=True),
                            ),
                            models.Q(("paid_on__isnull", True), ("state__in", ["due", "void"])),
                            _connector="OR",
                        ),
                        name="transport_paid_with_receipt",
                        violation_error_message="Give the date and the receipt number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Venue",
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
                ("name", pembinaan.text.Line(max_length=120, verbose_name="name")),
                ("address", pembinaan.text.Block(blank=True, verbose_name="address")),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="seats")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
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
                        related_name="venues",
                        to="partners.partner",
                        verbose_name="partner",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.region",
                        verbose_name="regency or city",
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
            ],
            options={
                "verbose_name": "room",
                "verbose_name_plural": "rooms",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "name"),
                        name="venue_once_per_office",
                        violation_error_code="name_taken",
                        violation_error_message="A room with this name is already listed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="venue_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__isnull", True), ("seats__gte", 1), _connector="OR"),
                        name="venue_seats_positive",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="reason",
            name="reason_kind_known",
        ),
        migrations.AddField(
            model_name="enrolment",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaced_by",
                to="trainings.enrolment",
                verbose_name="sits in for",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="counts_as_guidance",
            field=models.BooleanField(default=False, verbose_name="counts as guidance"),
        ),
        migrations.AddField(
            model_name="session",
            name="counts_as_reporting",
            field=models.BooleanField(default=False, verbose_name="counts as reporting for the month"),
        ),
        migrations.AddField(
            model_name="training",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="trainings.training",
            ),
        ),
        migrations.AddField(
            model_name="training",
            name="counts_as_guidance",
            field=models.BooleanField(default=False, verbose_name="sessions count as guidance"),
        ),
        migrations.AddField(
            model_name="training",
            name="counts_as_reporting",
            field=models.BooleanField(
                default=False, verbose_name="sessions count as reporting for the month"
            ),
        ),
        migrations.AddField(
            model_name="training",
            name="proposed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="proposed"),
        ),
        migrations.AddField(
            model_name="training",
            name="proposed_by_name",
            field=pembinaan.text.Line(blank=True, editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name="reason",
            name="kind",
            field=models.CharField(
                choices=[
                    ("absence", "Absence with notice"),
                    ("session_cancelled", "Session did not happen"),
                    ("postponed", "Training postponed"),
                    ("cancelled", "Training cancelled"),
                    ("left", "Participant left"),
                    ("passed_over", "Passed over in the shortlist"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="reason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["absence", "session_cancelled", "postponed", "cancelled", "left", "passed_over"],
                    )
                ),
                name="reason_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="trainings.venue",
                verbose_name="room",
            ),
        ),
        migrations.AddField(
            model_name="training",
            name="venue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="trainings.venue",
                verbose_name="room",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["venue", "starts_at"], name="session_by_venue"),
        ),
    ]
