"""The base of our admin pages: rows of the own offices, every change in the audit trail, no surprises."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from pembinaan.audit.models import AuditEntry
from pembinaan.audit.record import differences, record
from pembinaan.audit.sentences import sentences_of
from pembinaan.audit.verbs import Verb


class RecordedAdmin(ModelAdmin):
    writes_audit = True
    show_full_result_count = False
    object_history_template = "admin/history.html"

    def get_queryset(self, request):
        return visible(super().get_queryset(request), request.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        rows = db_field.related_model._default_manager.all()
        return super().formfield_for_foreignkey(
            db_field, request, **{"queryset": visible(rows, request.user)} | kwargs
        )

    def save_model(self, request, obj, form, change):
        before = type(obj)._base_manager.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        names = [name for name in form.changed_data if name in concrete_fields(obj)]
        changes = differences(before, obj, names) if change else {}
        if changes or not change:
            record(Verb.CHANGED if change else Verb.CREATED, obj, by=request.user, changes=changes)

    def delete_model(self, request, obj):
        record(Verb.DELETED, obj, by=request.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for row in queryset:
            self.delete_model(request, row)

    def response_action(self, request, queryset):
        """A hand-made selection is an error of the sender, not of the server."""
        field = self.model._meta.pk
        try:
            for key in request.POST.getlist(ACTION_CHECKBOX_NAME):
                field.run_validators(field.to_python(key))
        except ValidationError:
            self.message_user(request, _("That selection could not be understood."), messages.WARNING)
            return None
        return super().response_action(request, queryset)

    def history_view(self, request, object_id, extra_context=None):
        found = self.get_object(request, object_id)
        if found is None or not self.has_view_permission(request, found):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        entries = AuditEntry.objects.about(found)[:100]
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": str(found),
            "object": found,
            "opts": self.opts,
            "rows": sentences_of(entries, request.user, lambda entry: True),
        }
        return TemplateResponse(request, self.object_history_template, context)

    # Django's own log would be a second, incomplete trail.
    def log_addition(self, request, obj, message):
        return None

    log_change = log_addition

    def log_deletions(self, request, queryset):
        return []


class KeptAdmin(RecordedAdmin):
    """Rows that others point to are disabled, never removed."""

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(KeptAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def visible(rows, user):
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


def concrete_fields(obj):
    return {field.name for field in obj._meta.concrete_fields}
