from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from partners.actions import merge_partners
from partners.following import moving
from partners.forms import ChooseTargetForm, MergeForm
from partners.models import Agreement, Contact, Contribution, Instructor, Licence, Partner
from partners.querysets import counted
from partners.views.partners import OwnPartner
from pembinaan.text import fold
from pembinaan.views import ActionPage

OWN = [
    (_("Contacts"), Contact),
    (_("Instructors"), Instructor),
    (_("Agreements"), Agreement),
    (_("Licences"), Licence),
    (_("Contributions"), Contribution),
]


class MergePartner(OwnPartner, ActionPage):
    """Choose the entry that stays, look at what moves, confirm."""

    model = Partner
    form_class = MergeForm
    template_name = "partners/merge.html"
    title = _("Merge with another partner")
    submit_label = _("Merge")
    success_message = _("Merged. Everything stands with this partner now.")
    danger = True

    def get_queryset(self):
        return super().get_queryset().select_related("office", "merged_into")

    def targets(self):
        user = self.request.user
        own = Partner.objects.visible_to(user).active().filter(office=user.office_id)
        return own.exclude(pk=self.kwargs["pk"]).in_name_order()

    @property
    def chosen(self):
        form = ChooseTargetForm(self.request.GET, targets=self.targets())
        return form.cleaned_data["into"] if form.is_valid() else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"targets": self.targets()}

    def act(self, form):
        values = form.cleaned_data
        versions = {name: values[name] for name in ("version", "target_version")}
        return merge_partners(self.object, values["into"], by=self.request.user, **versions)

    def get_context_data(self, **kwargs):
        choose_form = ChooseTargetForm(self.request.GET or None, targets=self.targets())
        target = choose_form.cleaned_data["into"] if choose_form.is_valid() else None
        kwargs.setdefault("form", self.preview_form(target) if target else None)
        return super().get_context_data(
            partner=self.object,
            target=target,
            choose_form=choose_form,
            moves=moves(self.object, self.request.user) if target else [],
            same_people=same_people(self.object, target) if target else [],
            **kwargs,
        )

    def form_invalid(self, form):
        """After a refusal that told what has changed, sending once more is meant."""
        if form.has_error(NON_FIELD_ERRORS, "stale") and self.chosen:
            form.data = form.data.copy()
            form.data["version"], form.data["target_version"] = self.get_object().version, self.chosen.version
        return super().form_invalid(form)

    def preview_form(self, target):
        versions = {"version": self.object.version, "target_version": target.version}
        return MergeForm(initial={"into": target.pk} | versions, targets=self.targets())


def moves(source, user):
    """[(what, how many)] that stand with the source, in one query."""
    rows = [*OWN, *moving()]
    counts = {f"n{place}": counted(model) for place, (_label, model) in enumerate(rows)}
    found = Partner.objects.visible_to(user).filter(pk=source.pk).values(**counts).get()
    return [(label, found[f"n{place}"]) for place, (label, _model) in enumerate(rows) if found[f"n{place}"]]


def same_people(source, target):
    known = {fold(name) for name in target.instructors.values_list("name", flat=True)}
    return [person.name for person in source.instructors.all() if fold(person.name) in known]
