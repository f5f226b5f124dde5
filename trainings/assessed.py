"""What completing asks of a participant, and what of that was shown, as expressions."""

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from pembinaan.bulk import JsonList
from trainings.choices import Test


def asked_and_shown():
    """Annotations of participants: `asked_attendance` in percent, `asked_score` and `post_score`,
    `steps_asked` and `steps_missing`, `overridden_by` and `override_note`, the word of the head if any.
    """
    scores = apps.get_model("trainings", "Score")._base_manager
    post = scores.filter(enrolment=OuterRef("pk"), test=Test.POST)
    steps = apps.get_model("trainings", "ChecklistItem")._base_manager
    asked = steps.filter(module__programme=OuterRef("training__programme"), must_pass=True).order_by()
    missing = asked.filter(~Exists(_shown(scores))).values("module__programme")
    step = JSONObject(module="module__order", order="order", text="text")
    number = Subquery(asked.values("module__programme").annotate(n=Count("pk")).values("n"))
    return {
        "asked_attendance": F("training__programme__min_attendance"),
        "asked_score": F("training__programme__min_score"),
        "post_score": Subquery(post.values(n=_counts())),
        "steps_asked": Coalesce(number, 0),
        "steps_missing": Subquery(missing.values(found=JsonList(step))),
        "overridden_by": F("completion_override__by_name"),
        "override_note": F("completion_override__note"),
    }


def _shown(scores):
    """Of a step, in a query about participants."""
    mine = scores.filter(enrolment=OuterRef(OuterRef("pk")), item=OuterRef("pk"))
    return mine.annotate(counts=_counts()).filter(counts=1)


def _counts():
    """The last try, else the first."""
    return Coalesce("last", "first")
