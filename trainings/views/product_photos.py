"""Pictures of what a participant made: handed in, listed, fetched, taken away."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from pembinaan import dates
from pembinaan.uploads import sealed_response
from pembinaan.views import ActionPage, FormPage, ScopedPage
from trainings.actions.product_photos import (
    SEALED_AS,
    attach_product_photo,
    note_photo_viewed,
    remove_product_photo,
)
from trainings.forms.product_photos import ProductPhotoForm, RemoveForm
from trainings.models import ProductPhoto
from trainings.rules.product_photos import is_open_to
from trainings.views.enrolment import OfEnrolment

ATTACH = ("trainings.record_result", "trainings.nominate_client")
READ = (*ATTACH, "trainings.approve_training")


class OfProduct(OfEnrolment):
    """Of a restricted participant the pictures do not exist for whoever may not know the name."""

    permission = READ

    def get_object(self):
        training = super().get_object()
        if not is_open_to(self.enrolment, self.request.user, dates.today(training.office)):
            raise Http404
        return training

    def photos(self):
        photos = ProductPhoto.objects.visible_to(self.request.user)
        return photos.filter(enrolment=self.enrolment)

    def photo(self):
        found = self.photos().filter(pk=self.kwargs["photo"]).first()
        if found is None:
            raise Http404
        found.enrolment = self.enrolment
        return found

    def may_attach(self):
        return any(self.request.user.has_perm(name) for name in ATTACH)

    def address(self, name="product-photos"):
        return reverse(f"trainings:{name}", args=[self.object.pk, self.enrolment.pk])


class ProductPhotos(OfProduct, FormPage):
    form_class = ProductPhotoForm
    template_name = "trainings/product_photos.html"
    makes = (ProductPhoto,)
    submit_label = gettext_lazy("Attach")
    success_message = gettext_lazy("The picture is attached.")

    def may(self):
        return super().may() and (self.may_attach() or self.request.method in ("GET", "HEAD"))

    def get_title(self):
        return _("Pictures of the product: %(name)s") % {"name": super().get_title()}

    def act(self, form):
        values = {name: form.cleaned_data[name] for name in ("file", "caption", "form_key")}
        attach_product_photo(enrolment=self.enrolment, by=self.request.user, **values)

    def get_success_url(self):
        return self.address()

    def get_cancel_url(self):
        return self.address("enrolment")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            photos=self.photos(), enrolment=self.enrolment, may_attach=self.may_attach(), **kwargs
        )


class ProductPhotoFile(OfProduct, ScopedPage, View):
    """Leaves as a download under a name that names nobody; who took it is recorded."""

    def get(self, request, *args, **kwargs):
        photo = self.photo()
        name = f"produk-{str(photo.pk)[-8:]}.{photo.name.rpartition('.')[2]}"
        response = sealed_response(photo.file, SEALED_AS, name)
        note_photo_viewed(photo=photo, by=request.user)
        return response


class RemoveProductPhoto(OfProduct, ActionPage):
    permission = ATTACH
    form_class = RemoveForm
    title = gettext_lazy("Take the picture away")
    text = gettext_lazy("The picture is deleted for good.")
    submit_label = gettext_lazy("Take away")
    success_message = gettext_lazy("The picture is taken away.")
    danger = True

    def get_title(self):
        return self.title

    def act(self, form):
        remove_product_photo(photo=self.photo(), by=self.request.user)

    def get_success_url(self):
        return self.address()
