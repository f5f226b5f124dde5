from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from pembinaan.filters import FilterSet
from trainings.choices import ProgrammeKind
from trainings.models import Programme

NATIONAL, OWN, OTHERS = "national", "own", "others"
SOURCES = [(NATIONAL, _("National catalogue")), (OWN, _("Our office")), (OTHERS, _("Other offices"))]


class ProgrammeFilter(FilterSet):
    kind = ChoiceFilter(label=_("Kind"), choices=ProgrammeKind, empty_label=_("All kinds"))
    source = ChoiceFilter(label=_("Added by"), choices=SOURCES, empty_label=_("Anybody"), method="by_source")

    class Meta:
        model = Programme
        fields = []

    def by_source(self, rows, _name, value):
        if value == NATIONAL:
            return rows.filter(office=None)
        own = rows.filter(office=self.user.office_id)
        return own if value == OWN else rows.exclude(office=None).exclude(office=self.user.office_id)
