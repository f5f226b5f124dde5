from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.models.partner import Instructor, shared_in_region
from pembinaan.records import Record
from pembinaan.scoping import ScopedModel
from pembinaan.text import Line


class InstructorAbsence(Record, ScopedModel):
    """Days on which an instructor cannot teach."""

    instructor = models.ForeignKey(
        Instructor, models.CASCADE, related_name="absences", verbose_name=_("instructor")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    note = Line(_("note"), max_length=120, blank=True)

    office_lookup = "instructor__partner__office"

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="instructor_absence_in_order",
                violation_error_message=_("The last day lies before the first."),
            )
        ]
        verbose_name = _("absence of an instructor")
        verbose_name_plural = _("absences of instructors")

    def __str__(self):
        return f"{self.starts_on} – {self.ends_on}"

    @classmethod
    def visibility(cls, user):
        return shared_in_region(user, "instructor__partner__office")
