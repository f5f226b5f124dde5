"""What only the script of a sheet shows, the same for every sheet: a script that the browser keeps."""

import json
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.generic import View

from pembinaan.views import ScopedPage
from trainings.choices import ReasonKind
from trainings.models import Reason
from trainings.views.roster import KINDS, patterns
from trainings.views.session_page import RECORD


class Offered(NamedTuple):
    pk: int
    name: str
    hint: str
    acceptable: bool

    def __str__(self):
        return self.name


def parts_of(reasons):
    """The script in the language of now, with the reasons that are offered, and its content's hash."""
    offered = tuple(Offered(one.pk, str(one), one.hint, one.acceptable) for one in reasons)
    return _written(get_language(), offered)


@lru_cache(maxsize=64)
def _written(_language, reasons):
    context = {"kinds": KINDS, "patterns": list(patterns()), "roster": {"offered_reasons": reasons}}
    context |= {"writable": True, "excuse_open": True, "request": HttpRequest()}
    html = render_to_string("trainings/attendance_parts.html", context)
    script = f'document.body.insertAdjacentHTML("beforeend", {json.dumps(html)});\n'
    return script, sha256(script.encode()).hexdigest()[:12]


def address_of_parts(reasons):
    return reverse("trainings:sheet-parts", args=[parts_of(reasons)[1]])


class SheetParts(ScopedPage, View):
    """Kept for good under its own content; another page's is answered as it is now, and not kept."""

    permission = RECORD

    def get(self, request, content):
        script, present = parts_of(Reason.objects.offered(ReasonKind.ABSENCE))
        kept = "private, max-age=31536000, immutable" if content == present else "no-store"
        return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": kept})
