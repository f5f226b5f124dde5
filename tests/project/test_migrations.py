from io import StringIO

from django.apps import apps
from django.core.management import call_command
from django.db import models

OURS = ("accounts", "audit", "clients", "partners", "trainings", "dashboards")


def test_no_migration_is_missing(db):
    said = StringIO()
    call_command("makemigrations", dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"


def our_models():
    return [
        model for label in OURS for model in apps.get_app_config(label).get_models() if model._meta.managed
    ]


def test_every_coded_value_is_checked_by_the_database():
    """A field whose choices the rules rely on stands in a constraint; free hints may stay free."""
    relied_on = {"status", "category", "mark", "kind", "point", "result", "sex", "purpose"}
    unchecked = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.choices and field.name in relied_on and f"'{field.name}" not in conditions(model)
    ]
    assert unchecked == []


def conditions(model):
    return " ".join(str(getattr(constraint, "condition", "")) for constraint in model._meta.constraints)


MADE_BY_US = {
    "accounts.AccessLink.made_by_name",
    "accounts.AccessLink.token_digest",
    "accounts.Office.level",
    "accounts.Region.code",
    "accounts.User.password",
    "accounts.User.username",
    "audit.AuditEntry.actor_name",
    "audit.AuditEntry.request_id",
    "audit.AuditEntry.target_id",
    "audit.AuditEntry.target_name",
    "audit.AuditEntry.target_type",
    "clients.Client.available_days",
    "clients.Client.guarantor_phone",
    "clients.Client.phone",
    "clients.Client.phone_other",
    "clients.ImportBatch.task",
    "clients.ImportRow.register_number",
    "clients.ImportRow.sheet",
    "partners.Contact.phone",
    "partners.Instructor.available_days",
    "partners.Instructor.phone",
    "partners.Partner.kbli_code",
    "trainings.ClientTally.age_group",
    "trainings.ClientTally.category",
    "trainings.ClientTally.region_code",
    "trainings.ClientTally.sex",
    "trainings.EnrolmentMove.by_name",
    "trainings.TrainingTally.age_group",
    "trainings.TrainingTally.category",
    "trainings.TrainingTally.region_code",
    "trainings.TrainingTally.sex",
}
"""Plain text fields that nobody types freely: codes, digests, normalised phones, copies of names."""


def test_text_refuses_control_characters_everywhere():
    free = {
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField) and field.editable and not field.choices
    }
    assert free <= MADE_BY_US
