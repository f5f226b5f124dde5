"""The one table of roles: Django groups and the permissions they hold."""

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Training coordinator (Bimker)")
    COUNSELLOR = "counsellor", _("Probation officer (PK)")
    HEAD = "head", _("Head of Bapas")
    REGIONAL = "regional", _("Kanwil official")
    NATIONAL = "national", _("Ditjenpas official")
    ADMIN = "admin", _("Administrator")


READ = {"clients.view_client", "partners.view_partner", "trainings.view_training", "trainings.view_programme"}
REGISTER = {
    "clients.add_client",
    "clients.change_client",
    "clients.end_client",
    "clients.export_client",
    "clients.record_consent",
    "clients.record_work_status",
}

PERMISSIONS = {
    Role.COORDINATOR: READ
    | REGISTER
    | {
        "clients.import_client",
        "partners.add_partner",
        "partners.change_partner",
        "trainings.add_programme",
        "trainings.change_programme",
        "trainings.add_training",
        "trainings.change_training",
        "trainings.complete_training",
        "trainings.enrol_client",
        "trainings.record_attendance",
        "trainings.record_result",
        "trainings.record_outcome",
        "trainings.issue_certificate",
        "trainings.write_paper",
        "trainings.write_guidance_report",
        "trainings.record_placement",
        "trainings.record_voice",
        "dashboards.view_board",
    },
    Role.COUNSELLOR: READ
    | REGISTER
    | {
        "trainings.nominate_client",
        "trainings.record_attendance",
        "trainings.record_outcome",
        "trainings.write_guidance_report",
        "trainings.record_placement",
        "trainings.record_voice",
        "dashboards.view_board",
    },
    Role.HEAD: READ
    | {
        "clients.export_client",
        "clients.view_restricted",
        "trainings.approve_training",
        "trainings.reopen_session",
        "trainings.override_completion",
        "trainings.answer_complaint",
        "dashboards.submit_return",
        "dashboards.view_board",
        "audit.view_auditentry",
    },
    Role.REGIONAL: {
        "partners.view_partner",
        "trainings.view_training",
        "trainings.view_programme",
        "dashboards.view_board",
        "dashboards.set_target",
        "dashboards.accept_return",
    },
    Role.NATIONAL: {"dashboards.view_board", "trainings.view_training", "trainings.view_programme"},
    Role.ADMIN: {
        *(
            f"accounts.{verb}_{name}"
            for verb in ("view", "add", "change")
            for name in ("office", "user", "servicepost", "letterhead", "signatory", "numberpattern")
        ),
        *(
            f"accounts.{verb}_{name}"
            for verb in ("view", "add", "change", "delete")
            for name in ("holiday", "region", "strategicprogramme", "traveltime")
        ),
        *(f"trainings.{verb}_reason" for verb in ("view", "add", "change")),
        *(f"accounts.view_{name}" for name in ("numberregister", "takennumber")),
        "accounts.invite_user",
        "auth.view_group",
        "audit.view_auditentry",
    },
}


def sync_roles():
    """Make the groups equal the table; safe to run any number of times."""
    rows = Permission.objects.order_by().values_list("content_type__app_label", "codename", "pk")
    known = {f"{app}.{code}": pk for app, code, pk in rows}
    Group.objects.bulk_create([Group(name=role.value) for role in Role], ignore_conflicts=True)
    groups = dict(Group.objects.filter(name__in=Role.values).values_list("name", "pk"))
    through = Group.permissions.through
    held = set(through.objects.filter(group__in=groups.values()).values_list("group", "permission"))
    wanted = {
        (groups[role.value], known[name]) for role in Role for name in PERMISSIONS[role] if name in known
    }
    through.objects.bulk_create(
        through(group_id=group, permission_id=permission) for group, permission in sorted(wanted - held)
    )
    for group, permission in held - wanted:
        through.objects.filter(group=group, permission=permission).delete()
