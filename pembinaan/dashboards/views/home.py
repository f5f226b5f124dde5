from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.dashboards import today


class HomePage(TemplateView):
    """Today's work of a Bapas. Kanwil and nation start at their board, admins at the administration."""

    template_name = "dashboards/home.html"

    def get(self, request, *args, **kwargs):
        if not request.user.sees_people:
            if request.user.has_perm("dashboards.view_board"):
                return redirect("dashboards:board")
            return redirect("admin:index" if request.user.is_staff else "profile")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        user = self.request.user
        day = dates.today(user.office)
        context = {
            "title": _("Today"),
            "day": day,
            "weekday": dates.weekday(day),
            "tasks": today.tasks(user, day),
        }
        if user.has_perm("trainings.view_training"):
            context["sessions"] = list(today.sessions(user, day))
        if user.has_perm("partners.view_partner"):
            context["agreements"] = today.expiring(user, day)
        context["is_new"] = not context["tasks"] and today.is_new(user)
        return super().get_context_data(**context | kwargs)
