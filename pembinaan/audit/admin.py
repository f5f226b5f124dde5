from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from pembinaan.administration import ReadOnlyAdmin
from pembinaan.audit.models import AuditEntry
from pembinaan.audit.privacy import is_about_people
from pembinaan.audit.sentences import kind_of, sentences_of


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """The trail for administrators, who administer without reading personal data: people stay nameless."""

    list_display = ("at", "actor_name", "verb", "kind", "target")
    list_filter = ("verb", "at")
    # Not the record's name: a search would tell whether a client is known here.
    search_fields = ("actor_name", "request_id")
    fields = ("at", "actor_name", "verb", "kind", "target", "change_list", "request_id")

    readonly_fields = ("kind", "target", "change_list")

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.reader = request.user
        return found

    @admin.display(description=_("kind"))
    def kind(self, entry):
        return kind_of(entry)

    @admin.display(description=_("record"))
    def target(self, entry):
        return entry.target_name if is_open(entry) else _("(not shown)")

    @admin.display(description=_("changes"))
    def change_list(self, entry):
        sentence = sentences_of([entry], entry.reader, is_open)[0]
        lines = ((change.label, change.old, change.new) for change in sentence.changes)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {} → {}</li>", lines))


def is_open(entry):
    return not is_about_people(entry.target_type)
