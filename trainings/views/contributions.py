"""What partners gave to one training."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models import Contribution
from pembinaan.views import CreatePage, DetailPage
from trainings.actions.contributions import add_to_training
from trainings.forms.contributions import GiftForm
from trainings.views.planning import OfTraining


class TrainingContributions(OfTraining, DetailPage):
    permission = "trainings.view_training"
    template_name = "trainings/contributions.html"
    title = _("Contributions of partners")

    def get_context_data(self, **kwargs):
        links = self.object.contributions.select_related("contribution__partner")
        gifts = [link.contribution for link in links.order_by("-contribution__day", "-pk")]
        user = self.request.user
        return super().get_context_data(
            gifts=gifts,
            total=sum(gift.rupiah or 0 for gift in gifts),
            may_add=user.has_perm("trainings.change_training") and self.object.office_id == user.office_id,
            **kwargs,
        )


class AddContribution(OfTraining, CreatePage):
    permission = "trainings.change_training"
    form_class = GiftForm
    title = _("Add contribution")
    template_name = "trainings/form.html"
    makes = (Contribution,)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": None, "training": self.object}

    def act(self, form):
        values = dict(form.cleaned_data)
        add_to_training(
            training=self.object,
            partner=values.pop("partner"),
            form_key=values.pop("form_key"),
            values=values,
            by=self.request.user,
        )

    def get_success_url(self):
        return reverse("trainings:contributions", args=[self.object.pk])
