"""What may be copied by whom, and what becomes of it."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem
from trainings.choices import SHARED_PLANS


def copying_problems(source, office):
    """An office copies its own plans and approved ones of the other Bapas under the same Kanwil."""
    own = source.office_id == office.pk
    beside = source.office.parent_id == office.parent_id and source.status in SHARED_PLANS
    if office.is_local and (own or beside):
        return []
    return [Problem("foreign", _("This plan belongs to another region."))]


def keeps_sessions(source_programme, programme):
    """The same version teaches the same modules; another one is packed into the same half days anew."""
    return source_programme.pk == programme.pk
