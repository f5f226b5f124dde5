from django.utils.translation import gettext as _

from pembinaan.problems import Problem


def merge_problems(source, target):
    """Two entries of one office for the same partner become one."""
    if source.pk == target.pk:
        return [Problem("same", _("Choose another partner."), "into")]
    if source.office_id != target.office_id:
        return [Problem("foreign", _("Only partners listed by the same office are merged."), "into")]
    if target.merged_into_id or not target.is_active:
        return [Problem("inactive", _("Choose a partner that is active."), "into")]
    return []
