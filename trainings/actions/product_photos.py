"""Pictures of what participants made: handed in, fetched, taken away. Who took one is recorded."""

from django.db import transaction

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked
from pembinaan.uploads import keep_sealed
from trainings.models import ProductPhoto
from trainings.rules.product_photos import attaching_problems

SEALED_AS = "ProductPhoto.file"


@transaction.atomic
def attach_product_photo(*, enrolment, file, caption, form_key, by):
    """`file`: the copy that check_upload() gave; whoever sends it has looked that no face can be seen."""
    return once(ProductPhoto, form_key, lambda: _attached(enrolment, file, caption, form_key, by))


def _attached(enrolment, file, caption, form_key, by):
    # One after the other, or two would both be the last that there is room for.
    found = locked(enrolment)
    refuse(attaching_problems(found, ProductPhoto._base_manager.filter(enrolment=found).count()))
    content = file.read()
    photo = ProductPhoto(enrolment=found, form_key=form_key, name=file.name[-120:], size=len(content))
    photo.caption, photo.uploaded_by_name = caption, by.get_full_name()
    photo.file = f"products/{photo.pk}"
    save_checked(photo)
    # Never its name or caption, which may be that of a person.
    record(Verb.UPLOADED, found, by=by, changes={"product_photo": ["", str(photo.pk)]})
    keep_sealed(photo, "file", content, SEALED_AS)
    return photo


@transaction.atomic
def note_photo_viewed(*, photo, by):
    record(Verb.VIEWED, photo.enrolment, by=by, changes={"product_photo": ["", str(photo.pk)]})


@transaction.atomic
def remove_product_photo(*, photo, by):
    """For a picture that shows a face after all; its content goes with it."""
    name, storage = photo.file.name, photo.file.storage
    gone, _by_model = ProductPhoto._base_manager.filter(pk=photo.pk).delete()
    if gone:
        record(Verb.DELETED, photo.enrolment, by=by, changes={"product_photo": [str(photo.pk), ""]})
        transaction.on_commit(lambda: storage.delete(name))
    return photo.enrolment
