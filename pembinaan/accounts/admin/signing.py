"""Letterheads, signatories and numbers of papers, each with its days."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pembinaan import dates
from pembinaan.accounts.models import (
    Letterhead,
    NumberPattern,
    NumberRegister,
    Office,
    Signatory,
    TakenNumber,
)
from pembinaan.accounts.rules import overlap_problems, pattern_place_problems, signatory_problems
from pembinaan.administration import KeptAdmin, ReadOnlyAdmin
from pembinaan.numbering import pattern_problems, written
from pembinaan.problems import add_problems

SAMPLE_NUMBER = 7


class OfOffices:
    """Rows of the own office and those below it; `office_lookup` leads to the office."""

    office_lookup = "office"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(request.user.office_q(self.office_lookup))


@admin.register(Letterhead)
class LetterheadAdmin(OfOffices, KeptAdmin):
    list_display = ("office_name", "office", "valid_from")
    list_select_related = ("office",)
    search_fields = ("office_name", "office__name")


class SignatoryForm(forms.ModelForm):
    class Meta:
        model = Signatory
        fields = (
            "office",
            "user",
            "name",
            "employee_number",
            "rank",
            "acting",
            "post",
            "own_post",
            "valid_from",
            "valid_until",
        )

    def clean(self):
        values = super().clean()
        names = ("office", "user", "employee_number", "acting", "own_post")
        add_problems(self, signatory_problems(**{name: values.get(name) for name in names}))
        return values


@admin.register(Signatory)
class SignatoryAdmin(OfOffices, KeptAdmin):
    form = SignatoryForm
    list_display = ("name", "title_line", "office", "valid_from", "valid_until")
    list_select_related = ("office",)
    search_fields = ("name", "post", "office__name")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        others = Signatory.objects.filter(office=obj.office).exclude(pk=obj.pk)
        for warning in overlap_problems(obj, others):
            messages.warning(request, warning.message)


class NumberPatternForm(forms.ModelForm):
    class Meta:
        model = NumberPattern
        fields = ("office", "kind", "pattern")

    def clean(self):
        values = super().clean()
        if "pattern" in values:
            add_problems(self, pattern_problems(values["pattern"]))
        if {"office", "kind"} <= values.keys():
            others = NumberPattern.objects.exclude(pk=self.instance.pk).filter(kind=values["kind"])
            add_problems(self, pattern_place_problems(values["office"], others, by=self.by))
        return values


@admin.register(NumberPattern)
class NumberPatternAdmin(KeptAdmin):
    """The pattern for everywhere is read by all administrators, and changed by those of the nation."""

    form = NumberPatternForm
    list_display = ("pattern", "kind", "office", "sample")
    list_select_related = ("office",)
    fields = ("office", "kind", "pattern", "sample")
    readonly_fields = ("sample",)

    def get_queryset(self, request):
        rows, user = super().get_queryset(request), request.user
        return rows if user.sees_all_offices else rows.filter(Q(office=None) | user.office_q())

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form

    def has_change_permission(self, request, obj=None):
        if obj is not None and obj.office is None and not request.user.sees_all_offices:
            return False
        return super().has_change_permission(request, obj)

    @admin.display(description=_("for example"))
    def sample(self, pattern):
        office = pattern.office or Office.objects.order_by("level", "name").first()
        if not pattern.pattern or office is None:
            return "–"
        return written(pattern.pattern, number=SAMPLE_NUMBER, office=office, day=dates.today(office))


@admin.register(NumberRegister)
class NumberRegisterAdmin(OfOffices, ReadOnlyAdmin):
    list_display = ("office", "kind", "year", "last")
    list_filter = ("kind", "year")
    list_select_related = ("office",)


@admin.register(TakenNumber)
class TakenNumberAdmin(OfOffices, ReadOnlyAdmin):
    office_lookup = "register__office"
    list_display = ("number", "register", "taken_at", "taken_by_name", "void_reason")
    list_select_related = ("register__office",)
    search_fields = ("number",)
