from django.contrib import admin

from pembinaan.administration import KeptAdmin
from trainings.models import Reason


@admin.register(Reason)
class ReasonAdmin(KeptAdmin):
    """The lists of reasons that forms offer; a reason in use is taken out of the offer, not deleted."""

    list_display = ("name", "kind", "code", "acceptable", "needs_evidence", "order", "is_active")
    list_filter = ("kind", "is_active")
    search_fields = ("name", "name_en", "code")
