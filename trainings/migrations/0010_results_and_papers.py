import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import pembinaan.records
import pembinaan.text
import trainings.models.assessment
import trainings.models.certificate
import trainings.models.paper


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_signing"),
        ("accounts", "__first__"),
        ("trainings", "0009_concern_without_link"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
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
                            ("photo", "Photo of the activity"),
                            ("receipt", "Receipt"),
                            ("signed", "Signed paper"),
                            ("material", "Training material"),
                            ("other", "Other"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("caption", pembinaan.text.Line(max_length=160, verbose_name="what it shows")),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to=trainings.models.paper.attachment_path, verbose_name="file"
                    ),
                ),
                ("name", pembinaan.text.Line(max_length=120)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(editable=False, max_length=64)),
                (
                    "shows_people",
                    models.BooleanField(default=True, verbose_name="somebody can be recognised"),
                ),
                ("in_report", models.BooleanField(default=False, verbose_name="show in the activity report")),
                ("uploaded_by_name", pembinaan.text.Line(max_length=200)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                (
                    "people",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="trainings.enrolment",
                        verbose_name="participants who can be recognised",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="trainings.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["created_at"],
                "indexes": [models.Index(fields=["training", "kind"], name="attachment_by_training")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("in_report", False), ("kind", "photo"), _connector="OR"),
                        name="attachment_report_photo",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["photo", "receipt", "signed", "material", "other"])),
                        name="attachment_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
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
                    "face",
                    models.CharField(
                        choices=[
                            ("neutral", "Neutral (partner or training body)"),
                            ("official", "Official (the office)"),
                        ],
                        max_length=8,
                        verbose_name="face",
                    ),
                ),
                ("number", pembinaan.text.Line(max_length=100, verbose_name="number")),
                ("issued_on", models.DateField(verbose_name="issued on")),
                ("issued_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "code",
                    models.CharField(
                        default=trainings.models.certificate.new_code,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("facts", models.JSONField()),
                (
                    "file",
                    models.FileField(
                        max_length=200,
                        upload_to=trainings.models.certificate.certificate_path,
                        verbose_name="file",
                    ),
                ),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("size", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("valid", "Valid"),
                            ("suspended", "Suspended"),
                            ("replaced", "Replaced"),
                            ("revoked", "Revoked"),
                        ],
                        default="valid",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("state_on", models.DateField(blank=True, null=True, verbose_name="in this state since")),
                ("state_note", pembinaan.text.Block(blank=True, verbose_name="reason")),
                ("handed_over_on", models.DateField(blank=True, null=True, verbose_name="handed over on")),
                ("handed_over_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.office"
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="trainings.certificate",
                        verbose_name="replaces",
                    ),
                ),
                (
                    "taken_number",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="accounts.takennumber",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="trainings.training",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ["-issued_on", "-number"],
                "indexes": [
                    models.Index(fields=["training", "state"], name="certificate_by_training"),
                    models.Index(fields=["office", "-issued_on", "-id"], name="certificate_by_office"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number",),
                        name="certificate_number_once",
                        violation_error_message="This number is already used by another certificate.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("valid", "suspended"))),
                        fields=("enrolment",),
                        name="certificate_one_held_per_participant",
                        violation_error_message="This participant already holds a certificate of this training.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "valid"),
                            models.Q(
                                ("state_on__isnull", False), models.Q(("state_note", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="certificate_state_with_date_and_reason",
                        violation_error_message="A change of state needs a date and a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handed_over_on__isnull", True),
                            ("handed_over_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="certificate_handed_over_after_issue",
                        violation_error_message="The handing over lies before the issue.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["valid", "suspended", "replaced", "revoked"])),
                        name="certificate_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("face__in", ["neutral", "official"])),
                        name="certificate_face_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompletionOverride",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completion_override",
                        to="trainings.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "completion in spite of the rules",
                "verbose_name_plural": "completions in spite of the rules",
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="Paper",
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
                            ("proposal", "Proposal (KAK and RAB)"),
                            ("invitation", "Letter of invitation"),
                            ("assignment", "Letter of assignment"),
                            ("report", "Activity report"),
                            ("guidance", "Individual guidance report"),
                            ("press", "News draft (INFO_PAS)"),
                        ],
                        max_length=12,
                        verbose_name="kind of paper",
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("frozen", "Final")],
                        default="draft",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("words", models.JSONField(blank=True, default=dict)),
                ("dated_on", models.DateField(verbose_name="date of the paper")),
                ("number", pembinaan.text.Line(blank=True, max_length=100, verbose_name="number")),
                ("facts", models.JSONField(blank=True, null=True)),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=200,
                        upload_to=trainings.models.paper.paper_path,
                        verbose_name="file",
                    ),
                ),
                ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="made final")),
                ("frozen_by_name", pembinaan.text.Line(blank=True, max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="trainings.enrolment",
                        verbose_name="participant",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.signatory",
                        verbose_name="signatory",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="trainings.training",
                        verbose_name="training",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper",
                "verbose_name_plural": "papers",
                "ordering": ["training", "kind", "-edition"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("enrolment__isnull", True)),
                        fields=("training", "kind", "edition"),
                        name="paper_edition_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("enrolment__isnull", False)),
                        fields=("enrolment", "kind", "edition"),
                        name="paper_edition_once_per_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("enrolment__isnull", True), ("state", "draft")),
                        fields=("training", "kind"),
                        name="paper_one_draft",
                        violation_error_message="There is already a draft of this paper.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("enrolment__isnull", False), ("state", "draft")),
                        fields=("enrolment", "kind"),
                        name="paper_one_draft_per_person",
                        violation_error_message="There is already a draft of this paper.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("enrolment__isnull", False), ("kind", "guidance")),
                            models.Q(
                                models.Q(("kind", "guidance"), _negated=True), ("enrolment__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="paper_person_when_guidance",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("facts__isnull", True), ("frozen_at__isnull", True), ("state", "draft")
                            ),
                            models.Q(
                                ("facts__isnull", False),
                                ("frozen_at__isnull", False),
                                ("state", "frozen"),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_frozen_with_facts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["proposal", "invitation", "assignment", "report", "guidance", "press"],
                            )
                        ),
                        name="paper_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductPhoto",
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
                        max_length=200,
                        upload_to=trainings.models.assessment.photo_path,
                        verbose_name="picture",
                    ),
                ),
                ("name", pembinaan.text.Line(max_length=120)),
                ("size", models.PositiveIntegerField()),
                ("caption", pembinaan.text.Line(max_length=120, verbose_name="what it shows")),
                ("uploaded_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="product_photos",
                        to="trainings.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of the product",
                "verbose_name_plural": "pictures of products",
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "test",
                    models.CharField(
                        choices=[
                            ("pre", "Pre-test"),
                            ("post", "Post-test"),
                            ("practice", "Practical step"),
                            ("level", "Level"),
                        ],
                        max_length=8,
                        verbose_name="test",
                    ),
                ),
                ("first", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="first try")),
                ("last", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="last try")),
                ("version", models.PositiveIntegerField(default=1)),
                ("scored_at", models.DateTimeField()),
                ("scored_by_name", pembinaan.text.Line(max_length=200)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="trainings.checklistitem",
                        verbose_name="step",
                    ),
                ),
            ],
            options={
                "verbose_name": "score",
                "verbose_name_plural": "scores",
                "ordering": ["enrolment", "test", "item"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", True)),
                        fields=("enrolment", "test"),
                        name="score_once_per_test",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", False)),
                        fields=("enrolment", "item"),
                        name="score_once_per_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__isnull", False), ("test", "practice")),
                            models.Q(("item__isnull", True), ("test__in", ["pre", "post", "level"])),
                            _connector="OR",
                        ),
                        name="score_item_when_practice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first__isnull", True),
                                models.Q(
                                    ("first__gte", 0), ("first__lte", 100), ("test__in", ["pre", "post"])
                                ),
                                models.Q(("first__gte", 0), ("first__lte", 1), ("test", "practice")),
                                models.Q(("first__gte", 1), ("first__lte", 4), ("test", "level")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("last__isnull", True),
                                models.Q(("last__gte", 0), ("last__lte", 100), ("test__in", ["pre", "post"])),
                                models.Q(("last__gte", 0), ("last__lte", 1), ("test", "practice")),
                                models.Q(("last__gte", 1), ("last__lte", 4), ("test", "level")),
                                _connector="OR",
                            ),
                        ),
                        name="score_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__isnull", True), ("first__isnull", False), _connector="OR"),
                        name="score_first_before_last",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreEvent",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "test",
                    models.CharField(
                        choices=[
                            ("pre", "Pre-test"),
                            ("post", "Post-test"),
                            ("practice", "Practical step"),
                            ("level", "Level"),
                        ],
                        max_length=8,
                    ),
                ),
                ("attempt", models.PositiveSmallIntegerField(choices=[(1, "First try"), (2, "Last try")])),
                ("value", models.PositiveSmallIntegerField(null=True)),
                ("base_version", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField()),
                (
                    "answer",
                    models.CharField(choices=[("stored", "stored"), ("conflict", "conflict")], max_length=8),
                ),
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
                        related_name="score_events",
                        to="trainings.enrolment",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="trainings.checklistitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "score event",
                "verbose_name_plural": "score events",
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["enrolment", "at"], name="score_event_history")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("test__in", ["pre", "post", "practice", "level"])),
                        name="score_event_test_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attempt__in", [1, 2])), name="score_event_try_known"
                    ),
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
                    ("write_guidance_report", "Can write individual guidance reports"),
                ],
                "verbose_name": "training",
                "verbose_name_plural": "trainings",
            },
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="must_pass",
            field=models.BooleanField(default=False, verbose_name="must be shown to complete"),
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="weight",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="weight"),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="name_confirmed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="name confirmed"),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="name_confirmed_by_name",
            field=pembinaan.text.Line(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="printed_name",
            field=pembinaan.text.Line(blank=True, max_length=120, verbose_name="name on the certificate"),
        ),
        migrations.AddField(
            model_name="programme",
            name="min_attendance",
            field=models.PositiveSmallIntegerField(
                default=80, verbose_name="least attendance in percent of the JP"
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="min_score",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="From 1 to 100; empty: no test is needed to complete.",
                null=True,
                verbose_name="least score of the post-test",
            ),
        ),
        migrations.AddField(
            model_name="trainingtally",
            name="certified",
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name="trainingtally",
            name="certified_in_time",
            field=models.IntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="checklistitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gte", 1), ("weight__lte", 100)),
                name="checklist_weight_in_range",
                violation_error_message="The weight lies between 1 and 100.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("min_attendance__gte", 1), ("min_attendance__lte", 100)),
                name="programme_min_attendance_in_range",
                violation_error_message="The least attendance lies between 1 and 100 percent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("min_score__isnull", True),
                    models.Q(("min_score__gte", 1), ("min_score__lte", 100)),
                    _connector="OR",
                ),
                name="programme_min_score_in_range",
                violation_error_message="The least score lies between 1 and 100.",
            ),
        ),
    ]
