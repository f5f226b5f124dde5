from django.utils.translation import gettext as _

from pembinaan.problems import Problem


def giving_problems(training, contribution):
    if training.office_id == contribution.office_id:
        return []
    return [Problem("foreign", _("The training belongs to another office."))]
