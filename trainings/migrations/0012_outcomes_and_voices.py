import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pembinaan.records
import pembinaan.text
import trainings.models.follow_up


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_signing"),
        ("accounts", "__first__"),
        ("clients", "0003_planning"),
        ("partners", "0002_planning"),
        ("trainings", "0011_frozen"),
    ]

    operations = [
        migrations.CreateModel(
            name="Vacancy",
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
                ("employer", pembinaan.text.Line(blank=True, max_length=120, verbose_name="other employer")),
                ("title", pembinaan.text.Line(max_length=120, verbose_name="work")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("job", "Job"),
                            ("daily", "Daily or casual work"),
                            ("apprentice", "Apprenticeship"),
                            ("order", "Orders or buy-back of products"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("openings", models.PositiveSmallIntegerField(default=1, verbose_name="openings")),
                ("pay", pembinaan.text.Line(blank=True, max_length=80, verbose_name="pay")),
                ("needs", pembinaan.text.Block(blank=True, verbose_name="what is needed")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="open until")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
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
                        related_name="vacancies",
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
            ],
            options={
                "verbose_name": "vacancy",
                "verbose_name_plural": "vacancies",
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("employer", ""), ("partner__isnull", False)),
                            models.Q(("partner__isnull", True), models.Q(("employer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="vacancy_partner_or_employer",
                        violation_error_message="Choose a partner or name the employer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("openings__gte", 1), ("openings__lte", 500)),
                        name="vacancy_openings_in_range",
                        violation_error_message="The number of openings lies between 1 and 500.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["job", "daily", "apprentice", "order"])),
                        name="vacancy_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
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
                    "stage",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested"),
                            ("applied", "Applied"),
                            ("interview", "Interview"),
                            ("accepted", "Accepted"),
                            ("started", "Began to work"),
                            ("kept", "Kept the job for three months"),
                            ("left", "Stopped working"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="suggested",
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                ("stage_on", models.DateField(verbose_name="since")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="began to work")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="stopped working")),
                ("note", pembinaan.text.Block(blank=True, verbose_name="note")),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="clients.client",
                        verbose_name="client",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="trainings.vacancy",
                        verbose_name="vacancy",
                    ),
                ),
            ],
            options={
                "verbose_name": "application",
                "verbose_name_plural": "applications",
                "ordering": ["-stage_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("vacancy", "client"),
                        name="application_once",
                        violation_error_message="This client is already on the list of this vacancy.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(
                                ("ended_on__gte", models.F("started_on")), ("started_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="application_dates_in_order",
                        violation_error_message="The last day lies before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage__in", ["started", "kept", "left"]), _negated=True),
                            ("started_on__isnull", False),
                            _connector="OR",
                        ),
                        name="application_started_with_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "suggested",
                                    "applied",
                                    "interview",
                                    "accepted",
                                    "started",
                                    "kept",
                                    "left",
                                    "rejected",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="application_stage_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested"),
                            ("applied", "Applied"),
                            ("interview", "Interview"),
                            ("accepted", "Accepted"),
                            ("started", "Began to work"),
                            ("kept", "Kept the job for three months"),
                            ("left", "Stopped working"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("note", pembinaan.text.Line(blank=True, max_length=200)),
                ("by_name", pembinaan.text.Line(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="trainings.application",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
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
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("training", "The training"),
                            ("instructor", "The instructor or partner"),
                            ("officer", "An officer"),
                            ("payment", "Transport money or other payment"),
                            ("data", "Personal data"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="about",
                    ),
                ),
                ("text_sealed", models.BinaryField()),
                ("received_on", models.DateField(verbose_name="received")),
                ("answer_by", models.DateField(verbose_name="to be answered by")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("answered", "Answered")],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("answer_sealed", models.BinaryField(null=True)),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered")),
                ("answered_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                ("received_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "client",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="clients.client",
                        verbose_name="client",
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
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="trainings.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
                "ordering": ["-received_on", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("office", "number"), name="complaint_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("answer_by__gte", models.F("received_on"))),
                        name="complaint_answered_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on__isnull", True), ("state", "open")),
                            models.Q(
                                ("answer_sealed__isnull", False),
                                ("answered_on__isnull", False),
                                ("state", "answered"),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_answered_with_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about__in", ["training", "instructor", "officer", "payment", "data", "other"])
                        ),
                        name="complaint_about_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DropOutAnswer",
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
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("contacted", "Contacted the participant"),
                            ("visited", "Visited at home"),
                            ("barrier", "A barrier is being removed"),
                            ("nothing", "Nothing to do"),
                        ],
                        max_length=10,
                        verbose_name="what was done",
                    ),
                ),
                ("note", pembinaan.text.Line(blank=True, max_length=200, verbose_name="note")),
                ("by_name", pembinaan.text.Line(max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drop_out_answers",
                        to="trainings.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a warning",
                "verbose_name_plural": "answers to warnings",
                "ordering": ["-created_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "fingerprint"), name="drop_out_answered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "nothing"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="drop_out_nothing_with_reason",
                        violation_error_message="Say why nothing needs to be done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["contacted", "visited", "barrier", "nothing"])),
                        name="drop_out_answer_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
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
                ("content", models.PositiveSmallIntegerField(verbose_name="What was taught is useful")),
                ("teaching", models.PositiveSmallIntegerField(verbose_name="The instructor explains well")),
                ("treatment", models.PositiveSmallIntegerField(verbose_name="I was treated well")),
                ("remark", pembinaan.text.Block(blank=True, verbose_name="remark")),
                ("given_on", models.DateField(verbose_name="given on")),
                (
                    "enrolment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="trainings.enrolment",
                        verbose_name="participant",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="trainings.training",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "ordering": ["-given_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("content__gte", 1),
                            ("content__lte", 5),
                            ("teaching__gte", 1),
                            ("teaching__lte", 5),
                            ("treatment__gte", 1),
                            ("treatment__lte", 5),
                        ),
                        name="feedback_from_one_to_five",
                        violation_error_message="Each answer is a number from 1 to 5.",
                    )
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="training",
            options={
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
                    ("override_completion", "Can let somebody complete in spite of the rules"),
                    ("issue_certificate", "Can issue, replace and revoke certificates"),
                    ("write_paper", "Can write the papers of a training"),
                    ("record_placement", "Can record vacancies and applications"),
                    ("answer_complaint", "Can answer complaints"),
                    ("record_voice", "Can record feedback and complaints"),
                    ("write_guidance_report", "Can write individual guidance reports"),
                ],
                "verbose_name": "training",
                "verbose_name_plural": "trainings",
            },
        ),
        migrations.AddField(
            model_name="outcome",
            name="blocker",
            field=models.CharField(
                blank=True,
                choices=[
                    ("capital", "Capital"),
                    ("tools", "Tools"),
                    ("market", "Marketing"),
                    ("permit", "Permits"),
                    ("skill", "Skill is not enough yet"),
                    ("stigma", "Rejected because of the past"),
                    ("health", "Health"),
                    ("family", "Family"),
                    ("distance", "Distance or transport"),
                    ("other", "Something else"),
                ],
                max_length=8,
                verbose_name="what blocks",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="product",
            field=pembinaan.text.Line(blank=True, max_length=120, verbose_name="product or service"),
        ),
        migrations.AddField(
            model_name="outcome",
            name="proof_file",
            field=models.FileField(
                blank=True,
                max_length=200,
                upload_to=trainings.models.follow_up.proof_path,
                verbose_name="proof",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="proof_name",
            field=pembinaan.text.Line(blank=True, editable=False, max_length=120),
        ),
        migrations.AddField(
            model_name="outcome",
            name="refused",
            field=models.BooleanField(default=False, verbose_name="refuses to be followed up"),
        ),
        migrations.AddField(
            model_name="outcome",
            name="sales_channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("home", "At home or in the neighbourhood"),
                    ("shop", "Shops or stalls (consignment)"),
                    ("online", "Online (WhatsApp, marketplace)"),
                    ("partner", "The partner buys it"),
                    ("market", "Market or bazaar"),
                    ("none", "Not selling"),
                ],
                max_length=8,
                verbose_name="sold through",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sales_channel__in", ["home", "shop", "online", "partner", "market", "none", ""])
                ),
                name="outcome_sales_channel_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "blocker__in",
                        [
                            "capital",
                            "tools",
                            "market",
                            "permit",
                            "skill",
                            "stigma",
                            "health",
                            "family",
                            "distance",
                            "other",
                            "",
                        ],
                    )
                ),
                name="outcome_blocker_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("refused", False), ("status", "unknown"), _connector="OR"),
                name="outcome_refused_is_unknown",
                violation_error_message="Who refuses tells nothing: the status is not known.",
            ),
        ),
    ]
