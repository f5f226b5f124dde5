"""How clients are read."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import CharField, Exists, Func, OuterRef, Q, UUIDField, Value
from django.utils import timezone

from clients.choices import CHILD_PREFIX, Status, Work
from clients.policy import ADULT_AGE, TRAINING_GUIDANCE_MONTHS
from pembinaan.crypto import keyed_hash
from pembinaan.dates import add_months, years_before
from pembinaan.scoping import ScopedQuerySet
from pembinaan.text import compact, fold


def is_restricted_q(today, prefix=""):
    """Q of children and protected people; the same rule as Client.is_restricted_on."""
    return (
        Q(**{f"{prefix}restricted_flag": True})
        | Q(**{f"{prefix}category__startswith": CHILD_PREFIX})
        | Q(**{f"{prefix}birth_date__gt": years_before(today, ADULT_AGE)})
    )


def open_to_q(user, today=None):
    """Q of the clients of the user's office whose data the user may read."""
    today = today or timezone.localdate()
    if user.sees_restricted:
        return Q(office=user.office_id)
    return Q(office=user.office_id) & (~is_restricted_q(today) | Q(counsellor=user.pk))


def word_q(word):
    """Q of one searched word. Each form of it is one indexable LIKE; a word of mere signs asks nothing."""
    forms = {fold(word), compact(word)} - {""}
    return reduce(or_, (Q(search_text__contains=form) for form in sorted(forms)), Q())


class RegionsOf(Func):
    """Codes of the regions where an office's clients live.

    From each code to the next one in the index by office and region: one look for a region, not for a client.
    """

    template = (
        "(WITH RECURSIVE lived(office, code) AS (SELECT %(expressions)s, '' UNION ALL "
        "SELECT office, (SELECT MIN(region_id) FROM clients_client "
        "WHERE office_id = lived.office AND region_id > lived.code) "
        "FROM lived WHERE code IS NOT NULL) SELECT code FROM lived WHERE code <> '')"
    )
    output_field = CharField()

    def __init__(self, office):
        super().__init__(Value(office.pk, UUIDField()))


class ClientQuerySet(ScopedQuerySet):
    def active(self):
        return self.exclude(status=Status.ENDED)

    def matching(self, words):
        """Every word is part of the name, an alias or the register number, in any order; or the whole NIK."""
        digits = compact(words)
        if len(digits) == 16 and digits.isdigit():
            return self.filter(nik_hash=keyed_hash(digits))
        found = self
        for word in str(words).split():
            found = found.filter(word_q(word))
        return found

    def namesakes(self, name, birth_date):
        """Who may be the same person: one name, and no two different dates of birth."""
        same = self.filter(sort_name=fold(name)[:150])
        return same.filter(Q(birth_date=birth_date) | Q(birth_date=None)) if birth_date else same

    def ending_within(self, days, today):
        return self.filter(guidance_end__gte=today, guidance_end__lte=today + timedelta(days=days))

    def in_name_order(self):
        return self.order_by("sort_name", "pk")

    def guided_until(self, day):
        """Clients whose guidance lasts past `day`."""
        return self.filter(Q(guidance_end__isnull=True) | Q(guidance_end__gt=day))

    def free_for_training(self, today):
        """Without work, on no list of a training, and guided long enough for every follow-up after one."""
        enrolments = self.model._meta.get_field("enrolments").related_model
        busy = enrolments.going_on().filter(client=OuterRef("pk"))
        return self.guided_until(add_months(today, TRAINING_GUIDANCE_MONTHS)).filter(
            ~Exists(busy), work__in=[Work.SEEKING, Work.NOT_WORKING]
        )

    def with_page_facts(self):
        return self.select_related("region", "counsellor")
