"""When two clients may be noted as kept apart."""

from django.utils.translation import gettext_lazy as _

from pembinaan.problems import Problem


def pair_problems(client, other, *, until, today):
    if client.pk == other.pk:
        yield Problem("same_person", _("Choose two different people."))
    if client.office_id != other.office_id:
        yield Problem("other_office", _("Both must be clients of one office."))
    if until and until < today:
        yield Problem("over", _("This date lies in the past."), "until")


def lifting_problems(pair):
    if pair.is_lifted:
        yield Problem("lifted", _("This pair is no longer kept apart."))
