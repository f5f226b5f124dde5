from django.utils import timezone
from django.utils.text import slugify
from django.views.generic import View

from clients.actions.trail import note_export
from clients.exports import write_clients
from clients.filters import ClientFilter
from clients.models import Client
from pembinaan.dates import today
from pembinaan.exports import xlsx_response
from pembinaan.views import ScopedPage


class ExportClients(ScopedPage, View):
    """The filtered list as a finished file; nothing is read from the database once it is being sent."""

    model = Client
    permission = "clients.export_client"

    def get(self, request, *args, **kwargs):
        filters = ClientFilter(request.GET, self.get_queryset().in_name_order(), request=request)
        words = [str(chip.label) for chip in filters.chips()]
        file, size, count = write_clients(filters.rows, filters=words, by=request.user, at=timezone.now())
        note_export(rows=count, filters=words, by=request.user)
        office = request.user.office
        name = f"klien-{slugify(office.name)}-{today(office):%Y-%m-%d}.xlsx"
        return xlsx_response(file, size, name)
