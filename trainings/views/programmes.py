from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pembinaan.drafts import KeepsDraft
from pembinaan.views import CreatePage, DetailPage, FormPage, ListPage, UpdatePage
from trainings.actions.programmes import add_programme, change_checklist, change_programme, copy_programme
from trainings.forms.checklist import ChecklistForm
from trainings.forms.programme_filter import ProgrammeFilter
from trainings.forms.programmes import CopyForm, ProgrammeForm
from trainings.models import Programme, Training
from trainings.rules.programmes import keeping_problems, version_problems

SHOWN_TRAININGS = 5


class ProgrammeList(ListPage):
    model = Programme
    permission = "trainings.view_programme"
    template_name = "trainings/programme_list.html"
    title = _("Programme catalogue")
    filterset_class = ProgrammeFilter
    searches = True
    empty_text = _("A programme lists the modules that a training teaches and their hours.")

    def get_queryset(self):
        rows = super().get_queryset().current().with_hours().select_related("office")
        return rows.in_title_order()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.request.user.has_perm("trainings.add_programme"):
            action = {"empty_action_url": reverse("trainings:programme-create")}
            context |= action | {"empty_action_label": _("Add programme")}
        return context


class ProgrammeDetail(DetailPage):
    model = Programme
    permission = "trainings.view_programme"
    template_name = "trainings/programme_detail.html"

    def get_queryset(self):
        return super().get_queryset().select_related("office")

    def get_context_data(self, **kwargs):
        user, programme = self.request.user, self.object
        modules = list(programme.modules.order_by("order").prefetch_related("checklist"))
        kept = not keeping_problems(user.office, programme)
        trainings = Training.objects.visible_to(user).filter(programme=programme)
        return super().get_context_data(
            modules=modules,
            items=programme.items.order_by("order"),
            jp=sum(module.jp for module in modules),
            required_steps=sum(step.must_pass for module in modules for step in module.checklist.all()),
            versions=Programme.objects.visible_to(user).versions_of(programme.code),
            trainings=trainings.select_related("office").in_date_order()[:SHOWN_TRAININGS],
            may_change=kept and programme.is_current and user.has_perm("trainings.change_programme"),
            **kwargs,
        )


class MoreRows(KeepsDraft):
    """The button for more rows sends the form back as it was typed, unchecked and with blank rows added."""

    template_name = "trainings/programme_form.html"

    def post(self, request, *args, **kwargs):
        if "more" not in request.POST:
            return super().post(request, *args, **kwargs)
        unchecked = self.get_form_kwargs() | {"data": None, "files": None}
        form = self.form_class(typed=request.POST, **unchecked)
        return self.render_to_response(self.get_context_data(form=form))

    def draft_kwargs(self, data, kwargs):
        return {"typed": data}


class ProgrammeCreate(MoreRows, CreatePage):
    model = Programme
    permission = "trainings.add_programme"
    form_class = ProgrammeForm
    title = _("Add programme")

    def act(self, form):
        key = form.cleaned_data["form_key"]
        return add_programme(form.cleaned_data, form_key=key, by=self.request.user)


class ProgrammeUpdate(MoreRows, UpdatePage):
    model = Programme
    permission = "trainings.change_programme"
    form_class = ProgrammeForm
    title = _("Change programme")

    def get_queryset(self):
        return super().get_queryset().select_related("office")

    def may(self):
        if not super().may():
            return False
        for problem in keeping_problems(self.request.user.office, self.object):
            raise PermissionDenied(problem.message)
        return True

    def get(self, request, *args, **kwargs):
        for problem in version_problems(self.object):
            messages.info(request, problem.message)
            return redirect(self.object)
        return super().get(request, *args, **kwargs)

    def act(self, form):
        version = form.cleaned_data["version"]
        return change_programme(self.object, form.cleaned_data, version=version, by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_used=self.object.trainings.exists(), **kwargs)


class ProgrammeChecklist(ProgrammeUpdate):
    """What participants show to be able to do in one module; it is frozen with its version."""

    form_class = ChecklistForm
    template_name = "trainings/programme_checklist.html"
    title = _("Checklist")

    def get_object(self):
        programme = super().get_object()
        self.module = programme.modules.filter(order=self.kwargs["number"]).first()
        if self.module is None:
            raise Http404
        return programme

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"module": self.module}

    def act(self, form):
        values = {"version": form.cleaned_data["version"], "by": self.request.user}
        return change_checklist(self.object, self.module.order, form.cleaned_data["steps"], **values)

    def get_context_data(self, **kwargs):
        return super().get_context_data(module=self.module, **kwargs)


class ProgrammeCopy(FormPage):
    model = Programme
    permission = "trainings.add_programme"
    form_class = CopyForm
    template_name = "trainings/programme_copy.html"
    title = _("Copy for our office")
    submit_label = _("Copy")
    success_message = _("Copied. The copy belongs to your office and can be changed.")

    def get_initial(self):
        place = slugify(self.request.user.office.city or self.request.user.office.name)
        code = self.object.code[:20].removesuffix(f"-{place}")
        suffix = f"{place}-2" if code != self.object.code else place
        return {"title": self.object.title, "code": f"{code}-{suffix}"[:40]}

    def act(self, form):
        names = ("title", "code", "form_key")
        values = {name: form.cleaned_data[name] for name in names}
        return copy_programme(self.object, by=self.request.user, **values)
