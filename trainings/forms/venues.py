from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import Partner
from pembinaan.accounts.models import Region, ServicePost
from pembinaan.forms import ModelForm
from trainings.actions.venues import FIELDS, PLACES
from trainings.models import Venue


class VenueForm(ModelForm):
    places = PLACES

    class Meta:
        model = Venue
        fields = FIELDS
        widgets = {
            "address": forms.Textarea({"rows": 2}),
            "seats": forms.NumberInput({"class": "w-year", "min": 1}),
        }
        help_texts = {"region": _("By it the time on the road to other rooms is reckoned.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen, office = self.instance, self.user.office
        if chosen._state.adding:
            chosen.office = office
        self.fields["region"].queryset = Region.objects.exclude(parent=None).order_by("name")
        posts = Q(office=office, is_active=True) | Q(pk=chosen.service_post_id)
        self.fields["service_post"].queryset = ServicePost.objects.filter(posts)
        known = Partner.objects.visible_to(self.user)
        self.fields["partner"].queryset = (
            known.active() | known.filter(pk=chosen.partner_id)
        ).in_name_order()
