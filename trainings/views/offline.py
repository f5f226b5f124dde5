"""Working without a signal: what a device of the office takes along, and the worker that serves it there."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from pembinaan import dates
from pembinaan.accounts.devices import LASTS, PREPARED, device_of, sealed_for
from pembinaan.views import ScopedPage
from trainings.actions.offline import prepare_offline, sheets_to_prepare
from trainings.models import Session
from trainings.policy import OFFLINE_HOURS
from trainings.views.attendance import STATES, ShownSheet
from trainings.views.session_page import RECORD


class PreparePage(ScopedPage, TemplateView):
    """GET shows which sheets the device would take along; POST hands their addresses to the script."""

    model = Session
    permission = RECORD
    template_name = "trainings/offline.html"
    title = gettext_lazy("Work without a signal")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            device=device_of(self.request),
            sessions=sheets_to_prepare(self.request.user),
            hours=OFFLINE_HOURS,
            user_seal=sealed_for(self.request.user),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        device = device_of(request)
        if device is None:
            return JsonResponse({"message": _("This device is not an office device.")}, status=403)
        sessions = prepare_offline(device=device, by=request.user)
        answer = {"user": sealed_for(request.user), "sheets": [sheet_answer(one) for one in sessions]}
        response = JsonResponse(answer | {"shell": reverse("offline-shell")})
        response.set_cookie(
            PREPARED,
            "1",
            max_age=LASTS,
            httponly=True,
            samesite="Lax",
            secure=not settings.INSECURE_HTTP,
        )
        return response


def sheet_answer(session):
    ids = [session.training_id, session.pk]
    start = dates.local(session.starts_at)
    return {
        "path": reverse("trainings:attendance", args=ids),
        "page": reverse("trainings:attendance-offline", args=ids),
        "title": f"{session.training.title} · {session.label}",
        "when": f"{dates.day(session.day)}, {start:%H.%M}",
        "expires": (session.ends_at + timedelta(hours=OFFLINE_HOURS)).isoformat(),
    }


class OfflineSheet(ShownSheet):
    """The sheet as a device keeps it: everybody's row number and name, as if the session were open."""

    http_method_names = ["get", "head"]
    permission = RECORD

    def may(self):
        return self.request.user.has_perm(RECORD) and device_of(self.request) is not None

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        roster = context["roster"]
        roster.others = []
        for person in roster.people:
            del person.flags[:]
        return context | {
            "people": roster.people,
            "page_numbers": (),
            "status": "",
            "offline": True,
            "opens_at": None,
            "state": STATES["open"],
            "state_name": "open",
        }


@login_not_required
@require_safe
def service_worker(request):
    """At the root, because a worker serves only what lies below its own address."""
    script = (settings.BASE_DIR / "static/js/sw.js").read_text()
    values = {"vault": static("js/vault.js"), "shell": reverse("offline-shell")}
    values |= {"logout": reverse("account_logout"), "static": settings.STATIC_URL}
    values |= {"parts": reverse("trainings:sheet-parts", args=["-"]).removesuffix("-.js")}
    head = "".join(f'const {name.upper()} = "{value}";\n' for name, value in values.items())
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(head + script, content_type="text/javascript", headers=headers)


@login_not_required
@require_safe
def offline_shell(request):
    """Shown without a signal in the place of any page that is not kept; the same for everybody."""
    return render(request, "trainings/offline_shell.html")
