from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from pembinaan import dates
from pembinaan.drafts import MOST_BYTES, about_of, keep


class KeepDraft(View):
    """Takes the fields of a long form that somebody is still typing into."""

    http_method_names = ["post"]

    def post(self, request):
        about, text = about_of(request.POST.get("draft"), request.user), request.POST.get("fields", "")
        if about is None:
            return JsonResponse({"told": _("Not kept: load the page again.")}, status=400)
        if len(text.encode()) > MOST_BYTES:
            return JsonResponse({"told": _("Too long to be kept: save the form.")}, status=413)
        draft = keep(about, text, request.user)
        if draft is None:
            return JsonResponse({"told": ""})
        return JsonResponse({"told": _("Draft kept at %(clock)s") % {"clock": dates.clock(draft.saved_at)}})
