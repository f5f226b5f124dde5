from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from partners.actions import add_partner, change_partner
from partners.filters import PartnerFilter
from partners.forms import PartnerForm
from partners.models import Partner
from partners.rules import ownership_problems
from partners.standing import term_of
from pembinaan import dates
from pembinaan.views import CreatePage, DetailPage, ListPage, UpdatePage


class OwnPartner:
    """Every Bapas of the Kanwil reads a partner; the office that listed it changes the entry."""

    permission = "partners.change_partner"

    @property
    def partner(self):
        return getattr(self.object, "partner", self.object)

    def may(self):
        if not super().may():
            return False
        for problem in ownership_problems(self.request.user.office, self.partner):
            raise PermissionDenied(problem.message)
        return True

    def get_success_url(self):
        return self.partner.get_absolute_url()


class PartnerList(ListPage):
    model = Partner
    permission = "partners.view_partner"
    template_name = "partners/partner_list.html"
    title = _("Partners")
    filterset_class = PartnerFilter
    searches = True
    empty_text = _("Partners are businesses and training bodies that teach clients together with the office.")

    def get_queryset(self):
        rows = super().get_queryset().with_cover(dates.today(self.request.user.office))
        return rows.select_related("office", "region").in_name_order()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        day = dates.today(self.request.user.office)
        for partner in context["rows"]:
            partner.term = term_of(partner.covered_until, day)
        if self.request.user.has_perm("partners.add_partner"):
            context |= {
                "empty_action_url": reverse("partners:create"),
                "empty_action_label": _("Add partner"),
            }
        return context


class PartnerDetail(DetailPage):
    model = Partner
    permission = "partners.view_partner"
    template_name = "partners/partner_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("office", "region")

    def get_context_data(self, **kwargs):
        user, partner = self.request.user, self.object
        owned = not ownership_problems(user.office, partner)
        return super().get_context_data(
            may_change=owned and user.has_perm("partners.change_partner"),
            contacts=partner.contacts.all(),
            instructors=partner.instructors.order_by("-is_active", "name", "pk"),
            agreements=with_terms(partner.agreements.all(), dates.today(user.office)),
            trainings_url=trainings_url(partner),
            **kwargs,
        )


class PartnerCreate(CreatePage):
    model = Partner
    permission = "partners.add_partner"
    form_class = PartnerForm
    template_name = "partners/partner_form.html"
    title = _("Add partner")

    def act(self, form):
        key = form.cleaned_data["form_key"]
        return add_partner(form.cleaned_data, form_key=key, by=self.request.user)


class PartnerUpdate(OwnPartner, UpdatePage):
    model = Partner
    form_class = PartnerForm
    template_name = "partners/partner_form.html"
    title = _("Change partner")

    def get_queryset(self):
        return super().get_queryset().select_related("office")

    def act(self, form):
        version = form.cleaned_data["version"]
        return change_partner(self.object, form.cleaned_data, version=version, by=self.request.user)


def with_terms(agreements, day):
    rows = list(agreements)
    for agreement in rows:
        agreement.term_today = agreement.term(day)
    return rows


def trainings_url(partner):
    """The list of trainings is another app's; only the name of its address is known here."""
    try:
        return f"{reverse('trainings:list')}?{urlencode({'partner': partner.pk})}"
    except NoReverseMatch:
        return ""
