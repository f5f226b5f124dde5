from django.contrib import admin

from pembinaan.accounts.models import Holiday, Region, StrategicProgramme, TravelTime
from pembinaan.administration import RecordedAdmin


@admin.register(Holiday)
class HolidayAdmin(RecordedAdmin):
    list_display = ("day", "name", "office")
    list_select_related = ("office",)
    search_fields = ("name",)


@admin.register(Region)
class RegionAdmin(RecordedAdmin):
    list_display = ("code", "name", "parent")
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    raw_id_fields = ("parent",)


@admin.register(StrategicProgramme)
class StrategicProgrammeAdmin(RecordedAdmin):
    list_display = ("name", "first_year", "last_year")
    search_fields = ("name",)


@admin.register(TravelTime)
class TravelTimeAdmin(RecordedAdmin):
    list_display = ("first", "second", "minutes")
    list_select_related = ("first", "second")
    search_fields = ("first__name", "second__name")
    raw_id_fields = ("first", "second")
