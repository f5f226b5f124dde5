"""The office's own devices: which browsers may keep a sheet for work without a signal."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.actions import mark_device, revoke_device
from pembinaan.accounts.devices import device_of, mark_browser
from pembinaan.accounts.forms import DeviceForm
from pembinaan.accounts.models import Device
from pembinaan.forms import Form
from pembinaan.views import ActionPage, FormPage

MAY = ("trainings.record_attendance", "trainings.reopen_session")


class DevicesPage(FormPage):
    """The list, and the form that makes this browser's device one of them."""

    model = Device
    permission = MAY
    form_class = DeviceForm
    template_name = "accounts/devices.html"
    title = _("Office devices")
    submit_label = _("Mark this device")
    success_message = _("This device is now an office device.")

    def act(self, form):
        values = form.cleaned_data
        return mark_device(name=values["name"], form_key=values["form_key"], by=self.request.user)

    def form_valid(self, form):
        response = super().form_valid(form)
        if self.object:
            mark_browser(response, self.object)
        return response

    def get_success_url(self):
        return reverse("devices")

    def get_cancel_url(self):
        return reverse("profile")

    def get_context_data(self, **kwargs):
        devices = list(self.get_queryset())
        return super().get_context_data(
            here=device_of(self.request),
            devices=[device for device in devices if device.revoked_at is None],
            revoked=[device for device in devices if device.revoked_at],
            **kwargs,
        )


class RevokeDevice(ActionPage):
    model = Device
    permission = MAY
    form_class = Form
    submit_label = _("Revoke")
    success_message = _("Revoked.")
    text = _(
        "The device can prepare no more sheets. What it holds is deleted after three days at the latest."
    )
    danger = True

    def act(self, form):
        revoke_device(device=self.object, by=self.request.user)

    def get_success_url(self):
        return reverse("devices")
