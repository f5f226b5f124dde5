"""What the head's answer to a request must be like."""

from django.utils.translation import gettext as _

from pembinaan.problems import Problem


def decision_problems(request, granted, note):
    if request.decision:
        message = _("%(name)s has answered this request already.") % {"name": request.decided_by_name}
        return [Problem("decided", message)]
    if not granted and not note.strip():
        return [Problem("note_missing", _("Say why the request is declined."), "note")]
    return []
