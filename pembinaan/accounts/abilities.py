"""What each permission lets a person do, in words; the codes mean nothing to the people who hold them."""

from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.roles import PERMISSIONS, Role

ABILITIES = {
    "clients.view_client": _("see the clients of the own office"),
    "clients.add_client": _("register clients"),
    "clients.change_client": _("correct the data of clients"),
    "clients.end_client": _("end the guidance of a client"),
    "clients.export_client": _("download lists of clients"),
    "clients.record_consent": _("record consent and its withdrawal"),
    "clients.record_work_status": _("record the work status of clients"),
    "clients.import_client": _("import clients from a workbook"),
    "clients.view_restricted": _("see restricted clients, such as children"),
    "partners.view_partner": _("see partners"),
    "partners.add_partner": _("register partners"),
    "partners.change_partner": _("correct the data of partners"),
    "trainings.view_programme": _("see the catalogue of programmes"),
    "trainings.add_programme": _("write programmes"),
    "trainings.change_programme": _("change programmes"),
    "trainings.view_training": _("see trainings"),
    "trainings.add_training": _("plan trainings"),
    "trainings.change_training": _("change trainings and their sessions"),
    "trainings.approve_training": _("approve trainings"),
    "trainings.complete_training": _("complete trainings"),
    "trainings.enrol_client": _("enrol participants"),
    "trainings.nominate_client": _("nominate participants"),
    "trainings.record_attendance": _("record attendance"),
    "trainings.reopen_session": _("reopen locked attendance sheets"),
    "trainings.record_result": _("record results"),
    "trainings.record_outcome": _("record follow-ups"),
    "trainings.override_completion": _("let somebody complete in spite of the rules"),
    "trainings.issue_certificate": _("issue, replace and revoke certificates"),
    "trainings.write_paper": _("write the papers of a training"),
    "trainings.write_guidance_report": _("write individual guidance reports"),
    "trainings.view_reason": _("see the list of reasons"),
    "trainings.add_reason": _("add reasons to the list"),
    "trainings.change_reason": _("change the list of reasons"),
    "dashboards.view_board": _("see the figures on the board"),
    "audit.view_auditentry": _("read the audit trail"),
    "accounts.view_office": _("see offices"),
    "accounts.add_office": _("add offices"),
    "accounts.change_office": _("change offices"),
    "accounts.view_servicepost": _("see service posts"),
    "accounts.add_servicepost": _("add service posts"),
    "accounts.change_servicepost": _("change service posts"),
    "accounts.view_letterhead": _("see letterheads"),
    "accounts.add_letterhead": _("add letterheads"),
    "accounts.change_letterhead": _("change letterheads"),
    "accounts.view_signatory": _("see signatories"),
    "accounts.add_signatory": _("add signatories"),
    "accounts.change_signatory": _("change signatories"),
    "accounts.view_numberpattern": _("see the patterns of numbers"),
    "accounts.add_numberpattern": _("add patterns of numbers"),
    "accounts.change_numberpattern": _("change patterns of numbers"),
    "accounts.view_numberregister": _("see the number registers"),
    "accounts.view_takennumber": _("see the numbers taken"),
    "accounts.view_user": _("see user accounts"),
    "accounts.add_user": _("open user accounts"),
    "accounts.change_user": _("change, disable and give roles to user accounts"),
    "accounts.invite_user": _("make access links for users"),
    "accounts.view_holiday": _("see holidays"),
    "accounts.add_holiday": _("add holidays"),
    "accounts.change_holiday": _("change holidays"),
    "accounts.delete_holiday": _("remove holidays"),
    "accounts.view_region": _("see regions"),
    "accounts.add_region": _("add regions"),
    "accounts.change_region": _("change regions"),
    "accounts.delete_region": _("remove regions"),
    "accounts.view_strategicprogramme": _("see strategic programmes"),
    "accounts.add_strategicprogramme": _("add strategic programmes"),
    "accounts.change_strategicprogramme": _("change strategic programmes"),
    "accounts.delete_strategicprogramme": _("remove strategic programmes"),
    "accounts.view_traveltime": _("see travel times"),
    "accounts.add_traveltime": _("add travel times"),
    "accounts.change_traveltime": _("change travel times"),
    "accounts.delete_traveltime": _("remove travel times"),
    "auth.view_group": _("see the roles and what they may do"),
}


def in_words(permissions):
    """In the order of the table above, which follows the work."""
    known = [words for name, words in ABILITIES.items() if name in permissions]
    return known + sorted(set(permissions) - set(ABILITIES))


def abilities_of(role):
    return in_words(PERMISSIONS[Role(role)]) if role in Role.values else []
