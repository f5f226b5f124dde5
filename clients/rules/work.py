"""When a work status may be recorded."""

from django.utils.translation import gettext_lazy as _

from clients.choices import Work
from pembinaan.problems import Problem


def work_problems(client, *, status, on, today):
    if status not in Work.values:
        yield Problem("no_status", _("Choose one of the work statuses."), "status")
    if on > today:
        yield Problem("in_future", _("This date lies in the future."), "on")
    if client.birth_date and on < client.birth_date:
        yield Problem("before_birth", _("This date lies before the birth."), "on")
