"""What a partner gave: the list of one partner, and its entries."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners import actions
from partners.forms import ContributionForm
from partners.models import Contribution, Partner
from partners.views.agreements import OwnRecord, Shared
from partners.views.partners import PartnerPart, by_year
from partners.views.parts import NewPart, OldPart, OldPartStep
from pembinaan.paging import page_of
from pembinaan.views import DetailPage


class ContributionList(PartnerPart, DetailPage):
    model = Partner
    part = "contributions"
    template_name = "partners/contributions.html"

    def get_context_data(self, **kwargs):
        gifts = Contribution.objects.visible_to(self.request.user).filter(partner=self.object)
        page = page_of(gifts.select_related("office").order_by("-day", "-pk"), self.request.GET)
        return super().get_context_data(rows=page.rows, page=page, years=by_year(gifts.totals()), **kwargs)


class ToTheList:
    def get_success_url(self):
        return reverse("partners:contributions", args=[self.partner.pk])


class ContributionCreate(ToTheList, Shared, NewPart):
    form_class = ContributionForm
    title = _("Add contribution")
    add = staticmethod(actions.add_contribution)


class ContributionUpdate(ToTheList, OwnRecord, OldPart):
    model = Contribution
    form_class = ContributionForm
    title = _("Change contribution")
    change = staticmethod(actions.change_contribution)


class ContributionDelete(ToTheList, OwnRecord, OldPartStep):
    model = Contribution
    title = _("Remove contribution")
    text = _("The contribution no longer counts, nor in the training that it went into.")
    remove = staticmethod(actions.delete_contribution)
