from django.contrib import admin

from pembinaan.accounts.models import Office, ServicePost
from pembinaan.administration import KeptAdmin


@admin.register(Office)
class OfficeAdmin(KeptAdmin):
    list_display = ("name", "office_class", "code", "level", "parent", "time_zone", "is_active")
    list_filter = ("level", "is_active")
    list_select_related = ("parent",)
    search_fields = ("name", "code", "city")


@admin.register(ServicePost)
class ServicePostAdmin(KeptAdmin):
    list_display = ("name", "kind", "office", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("office",)
    search_fields = ("name", "office__name")

    def get_queryset(self, request):
        user = request.user
        return super().get_queryset(request).filter(user.office_q())
