"""Steps from a vacancy to a job that is kept, as data that pages, the action and tests all read."""

from django.utils.translation import gettext_lazy as _

from trainings.choices import OfferOfWork
from trainings.choices import Stage as S  # noqa: N817
from trainings.moves import Move

PLACE = "trainings.record_placement"
UNDER_WAY = (S.SUGGESTED, S.APPLIED, S.INTERVIEW, S.ACCEPTED)
HOLDS_OPENING = (S.ACCEPTED, S.STARTED, S.KEPT)
"""Take one of the openings."""

STAGE_MOVES = (
    Move("apply", (S.SUGGESTED,), S.APPLIED, PLACE, _("Applied"), _("The client has asked for the work."),
         suggested=True),
    Move("interview", (S.SUGGESTED, S.APPLIED), S.INTERVIEW, PLACE, _("Interview or trial"),
         _("The employer meets the client or lets the client try.")),
    Move("accept", (S.APPLIED, S.INTERVIEW), S.ACCEPTED, PLACE, _("Accepted"),
         _("The employer takes the client; one opening is taken."), suggested=True),
    Move("start", (S.APPLIED, S.INTERVIEW, S.ACCEPTED), S.STARTED, PLACE, _("Began to work"),
         _("The first day of work. After three months it is asked whether the job was kept."),
         suggested=True),
    Move("keep", (S.STARTED,), S.KEPT, PLACE, _("Kept the job"),
         _("Still works there three months after the first day."), suggested=True),
    Move("stop", (S.STARTED, S.KEPT), S.LEFT, PLACE, _("Stopped working"),
         _("Works there no more; the opening is free again.")),
    Move("reject", UNDER_WAY, S.REJECTED, PLACE, _("Rejected"), _("The employer does not take the client.")),
    Move("withdraw", UNDER_WAY, S.WITHDRAWN, PLACE, _("Withdrawn"), _("The client does not want the work.")),
    Move("again", (S.REJECTED, S.WITHDRAWN), S.SUGGESTED, PLACE, _("Suggest again"),
         _("Starts anew from the beginning.")),
)  # fmt: skip

GOES_ON = ("apply", "interview", "accept", "again")
"""Not possible any more once the vacancy is closed."""
NEEDS_NOTE = ("stop",)

WORK_OF = {
    OfferOfWork.JOB: "employed",
    OfferOfWork.DAILY: "casual",
    OfferOfWork.APPRENTICE: "studying",
    OfferOfWork.ORDER: "own_business",
}
"""Work status of a client who began."""
