from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.abilities import in_words
from pembinaan.accounts.roles import Role
from pembinaan.administration import ReadOnlyAdmin


@admin.register(Group)
class RoleAdmin(ReadOnlyAdmin):
    """Roles come from the table in the code; here they can be read."""

    list_display = ("role", "name")
    fields = ("role", "name", "abilities")
    search_fields = ("name",)

    @admin.display(description=_("role"))
    def role(self, group):
        return Role(group.name).label if group.name in Role.values else group.name

    @admin.display(description=_("what it may do"))
    def abilities(self, group):
        held = group.permissions.values_list("content_type__app_label", "codename")
        words = in_words([f"{app}.{code}" for app, code in held])
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((word,) for word in words)))
