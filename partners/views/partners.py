from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from partners.actions import add_partner, change_partner
from partners.choices import ContributionKind
from partners.filters import PartnerFilter
from partners.forms import PartnerForm
from partners.models import InstructorAbsence, Partner
from partners.rules import ownership_problems, sharing_problems, size_class
from partners.standing import term_of
from pembinaan import dates
from pembinaan.drafts import KeepsDraft
from pembinaan.views import CreatePage, DetailPage, ListPage, UpdatePage


class OwnPartner:
    """Every Bapas of the Kanwil reads a partner; the office that listed it changes the entry."""

    permission = "partners.change_partner"

    @property
    def partner(self):
        return getattr(self.object, "partner", self.object)

    def ownership_problems(self):
        return ownership_problems(self.request.user.office, self.partner)

    def may(self):
        if not super().may():
            return False
        for problem in self.ownership_problems():
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
        rows = super().get_queryset().unmerged().with_cover(dates.today(self.request.user.office))
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


class PartnerPart:
    """A page about one partner. One that was merged leads to the entry that stays."""

    model = Partner
    permission = "partners.view_partner"
    part = ""

    def get_queryset(self):
        return super().get_queryset().select_related("office", "region", "merged_into")

    def get(self, request, *args, **kwargs):
        if self.object.merged_into is not None:
            messages.info(request, _("%(name)s was merged into this partner.") % {"name": self.object})
            return HttpResponseRedirect(self.object.merged_into.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user, partner = self.request.user, self.object
        may = user.has_perm("partners.change_partner")
        context = {
            "partner": partner,
            "tabs": tabs_of(partner, user, self.part),
            "may_change": may and not ownership_problems(user.office, partner),
            "may_share": may and not sharing_problems(user.office, partner),
        }
        return super().get_context_data(**context | kwargs)


class PartnerDetail(PartnerPart, DetailPage):
    part = "overview"
    template_name = "partners/partner_detail.html"

    def get_context_data(self, **kwargs):
        partner, day = self.object, dates.today(self.request.user.office)
        agreements = partner.agreements.select_related("office", "renews", "renewed_by")
        return super().get_context_data(
            contacts=partner.contacts.all(),
            instructors=people_of(partner, day, self.request.user),
            agreements=with_terms(agreements, day),
            licences=with_terms(partner.licences.all(), day),
            years=by_year(partner.contributions.totals()),
            size=size_class(partner.size_basis, partner.size_rupiah),
            trainings_url=part_url("trainings:list", partner),
            performance_url=part_url("trainings:partner-performance", partner),
            **kwargs,
        )


class PartnerCreate(KeepsDraft, CreatePage):
    model = Partner
    permission = "partners.add_partner"
    form_class = PartnerForm
    template_name = "partners/partner_form.html"
    title = _("Add partner")

    def act(self, form):
        key = form.cleaned_data["form_key"]
        return add_partner(form.cleaned_data, form_key=key, by=self.request.user)


class PartnerUpdate(KeepsDraft, OwnPartner, UpdatePage):
    model = Partner
    form_class = PartnerForm
    template_name = "partners/partner_form.html"
    title = _("Change partner")

    def get_queryset(self):
        return super().get_queryset().select_related("office")

    def act(self, form):
        version = form.cleaned_data["version"]
        return change_partner(self.object, form.cleaned_data, version=version, by=self.request.user)


def people_of(partner, day, user):
    """With the days away that are not over, as `days_away`."""
    absences = InstructorAbsence.objects.visible_to(user).filter(ends_on__gte=day)
    people = partner.instructors.order_by("-is_active", "name", "pk")
    return people.prefetch_related(Prefetch("absences", absences, to_attr="days_away"))


def with_terms(papers, day):
    rows = list(papers)
    for paper in rows:
        paper.term_today = paper.term(day)
    return rows


@dataclass
class Year:
    """What a partner gave in a year, by kind."""

    year: int
    lines: list = field(default_factory=list)

    @property
    def rupiah(self):
        return sum(amount or 0 for _label, _number, amount in self.lines)


def by_year(totals):
    years = {}
    for year, kind, number, amount in totals:
        line = (ContributionKind(kind).label, number, amount)
        years.setdefault(year, Year(year)).lines.append(line)
    return list(years.values())


# The trainings and the figures are another app's: only the names of their addresses are known here.
TABS = [
    ("overview", _("Overview"), "partners:detail", "partners.view_partner"),
    ("contributions", _("Contributions"), "partners:contributions", "partners.view_partner"),
    ("performance", _("Performance"), "trainings:partner-performance", "trainings.view_training"),
    ("history", _("History"), "audit:history", "partners.view_partner"),
]


def tabs_of(partner, user, current):
    return [
        {"label": label, "url": url, "current": key == current}
        for key, label, name, permission in TABS
        if user.has_perm(permission) and (url := part_url(name, partner))
    ]


def part_url(name, partner):
    if name == "trainings:list":
        address, query = address_of(name), f"?{urlencode({'partner': partner.pk})}"
        return f"{address}{query}" if address else ""
    args = ["partners.partner", partner.pk] if name == "audit:history" else [partner.pk]
    return address_of(name, args)


def address_of(name, args=()):
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
