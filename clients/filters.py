import django_filters
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from clients.choices import Category, Status, Work
from clients.models import Client
from clients.querysets import is_restricted_q
from pembinaan.accounts.models import User
from pembinaan.dates import today
from pembinaan.filters import FilterSet

DAYS = [(str(days), format_lazy(_("Within {days} days"), days=days)) for days in (30, 60, 90, 180)]
EVERY = "all"


class ClientFilter(FilterSet):
    """The register shows people under guidance unless asked for others."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        empty_label=_("Under guidance"),
        choices=[(Status.ENDED, _("Ended")), (EVERY, _("All, ended too"))],
        method="with_status",
    )
    category = django_filters.ChoiceFilter(label=_("Category"), choices=Category, empty_label=_("All"))
    region = django_filters.ChoiceFilter(label=_("Regency or city"), empty_label=_("All"))
    counsellor = django_filters.ChoiceFilter(label=_("PK"), empty_label=_("All"))
    work = django_filters.ChoiceFilter(label=_("Work status"), choices=Work, empty_label=_("All"))
    ends = django_filters.ChoiceFilter(
        label=_("Guidance ends"), choices=DAYS, empty_label=_("Any time"), method="ending"
    )
    training = django_filters.ChoiceFilter(
        label=_("Training"), choices=[("free", _("Can be nominated"))], empty_label=_("All"), method="free"
    )
    restricted = django_filters.ChoiceFilter(
        label=_("Protected"), choices=[("yes", _("Only protected"))], empty_label=_("All"), method="protected"
    )

    class Meta:
        model = Client
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office, fields = self.user.office, self.form.fields
        counsellors = User.objects.visible_to(self.user).filter(office=office).counsellors()
        # As lists: a queryset would be asked again for the choice, its check and its tag.
        fields["region"].choices = [(region.pk, region.name) for region in Client.regions_of(office)]
        fields["counsellor"].choices = [(str(user.pk), user.name) for user in counsellors]
        if not self.user.sees_restricted:
            del fields["restricted"], self.filters["restricted"]

    @property
    def rows(self):
        rows = super().rows
        return rows if self.form.cleaned_data.get("status") else rows.active()

    def with_status(self, rows, name, value):
        return rows if value == EVERY else rows.filter(status=value)

    def ending(self, rows, name, value):
        return rows.ending_within(int(value), today(self.user.office))

    def free(self, rows, name, value):
        return rows.free_for_training(today(self.user.office))

    def protected(self, rows, name, value):
        return rows.filter(is_restricted_q(today(self.user.office)))
