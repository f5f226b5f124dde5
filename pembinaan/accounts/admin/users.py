from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.actions import make_access_link, reset_second_factor
from pembinaan.accounts.models import User
from pembinaan.accounts.roles import Role
from pembinaan.accounts.rules import access_link_problems, account_problems, authority_problems
from pembinaan.administration import KeptAdmin
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.problems import add_problems


class RoleChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, group):
        return Role(group.name).label


class RoleFilter(admin.RelatedFieldListFilter):
    def field_choices(self, field, request, model_admin):
        groups = Group.objects.filter(name__in=Role.values).order_by("pk")
        return [(group.pk, Role(group.name).label) for group in groups]


class UserForm(forms.ModelForm):
    groups = RoleChoiceField(
        Group.objects.filter(name__in=Role.values),
        label=_("Roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = User
        fields = ("username", "name", "employee_number", "title", "email", "office", "groups", "is_active")
        help_texts = {"is_active": _("Switch off instead of deleting: the person's records stay.")}

    def clean(self):
        values = super().clean()
        if "office" in values:
            roles = [group.name for group in values.get("groups", ())]
            problems = account_problems(
                self.instance, office=values["office"], roles=roles, is_active=values["is_active"], by=self.by
            )
            add_problems(self, problems)
        return values


@admin.register(User)
class UserAdmin(KeptAdmin):
    """People with their roles. Passwords are set by their owners, through an access link."""

    form = UserForm
    change_form_template = "admin/user_form.html"
    list_display = ("name", "username", "office", "title", "is_active", "last_login")
    list_filter = ("is_active", ("groups", RoleFilter))
    list_select_related = ("office",)
    search_fields = ("name", "username", "office__name")

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def has_change_permission(self, request, obj=None):
        if obj is not None and authority_problems(obj, request.user):
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        obj.is_staff = obj.is_superuser or Role.ADMIN in {group.name for group in form.cleaned_data["groups"]}
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        user = form.instance
        before = role_list(user)
        super().save_related(request, form, formsets, change)
        after = role_list(user)
        if before != after:
            record(Verb.CHANGED, user, by=request.user, changes={"groups": [before, after]})

    def get_urls(self):
        view = self.admin_site.admin_view(self.access_link)
        return [
            path("<path:object_id>/access-link/", view, name="accounts_user_access_link"),
            *super().get_urls(),
        ]

    def access_link(self, request, object_id):
        """GET asks, POST makes the link and shows it this once."""
        user = self.get_object(request, unquote(object_id))
        if user is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not request.user.has_perm("accounts.invite_user"):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Access link for %(name)s") % {"name": user.name},
            "original": user,
            "opts": self.opts,
            "problems": access_link_problems(user, request.user),
        }
        if request.method == "POST" and not context["problems"]:
            if "second_factor" in request.POST:
                reset_second_factor(user=user, by=request.user)
            link = make_access_link(user=user, by=request.user)
            context["link"] = request.build_absolute_uri(link)
        return render(request, "admin/access_link.html", context)


def role_list(user):
    return ", ".join(sorted(user.groups.values_list("name", flat=True)))
