"""The filtered register as a file, made of a person and a query: by the page, or later by the job process."""

from types import SimpleNamespace

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from clients.exports import write_clients
from clients.filters import ClientFilter
from clients.models import Client
from pembinaan.accounts.exporting import KINDS, ExportKind, Prepared
from pembinaan.dates import today


def prepare(user, query):
    asker = SimpleNamespace(user=user, path="", GET=query)  # all that a filter asks of a request
    filters = ClientFilter(query, Client.objects.visible_to(user).in_name_order(), request=asker)
    words = [str(chip.label) for chip in filters.chips()]

    def write(at):
        file, _size, count = write_clients(filters.rows, filters=words, by=user, at=at)
        return file, count

    name = f"klien-{slugify(user.office.name)}-{today(user.office):%Y-%m-%d}.xlsx"
    return Prepared(name, words, filters.rows.count(), write)


def register():
    KINDS["clients"] = ExportKind(_("Clients"), "clients.export_client", prepare)
