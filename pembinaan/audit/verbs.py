"""What can happen to a record, in the words of the history page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    ENDED = "ended", _("ended")
    DELETED = "deleted", _("deleted")
    MOVED = "moved", _("changed the status")
    ENROLLED = "enrolled", _("enrolled participants")
    MARKED = "marked", _("recorded attendance")
    ATTESTED = "attested", _("closed the attendance sheet")
    REOPENED = "reopened", _("reopened")
    ASSESSED = "assessed", _("recorded results")
    COMPLETED = "completed", _("completed")
    FOLLOWED_UP = "followed_up", _("recorded a follow-up")
    CONSENTED = "consented", _("recorded consent")
    WITHDREW = "withdrew", _("recorded the withdrawal of consent")
    IMPORTED = "imported", _("imported")
    UNDONE = "undone", _("undid the import")
    EXPORTED = "exported", _("downloaded")
    VIEWED = "viewed", _("viewed")
    SEARCHED = "searched", _("searched for people")
    LOGGED_IN = "logged_in", _("logged in")
    LOGIN_FAILED = "login_failed", _("failed to log in")
    LOGGED_OUT = "logged_out", _("logged out")
    INVITED = "invited", _("made an access link")
    ACCESS_SET = "access_set", _("set the password by access link")
