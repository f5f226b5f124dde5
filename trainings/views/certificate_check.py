"""Checking a certificate without an account. It tells no more than the paper does, and less of who holds it.

An unknown code or number is answered like any other page: with the same queries, so that nothing is learned
from how the answer comes.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from pembinaan.accounts.limits import per_address
from pembinaan.text import squeeze
from trainings.certifying import certificate_with
from trainings.choices import CertificateState
from trainings.forms.certificates import CheckForm

TEMPLATE = "public/certificate_check.html"
BUSY = "public/certificate_busy.html"
LOOKS = {
    CertificateState.VALID: ("ok", _("This certificate is valid.")),
    CertificateState.SUSPENDED: ("warn", _("This certificate is not valid for the time being.")),
    CertificateState.REPLACED: ("warn", _("This certificate was replaced by a newer one.")),
    CertificateState.REVOKED: ("bad", _("This certificate was revoked and is not valid.")),
}


@dataclass(frozen=True)
class Found:
    """What the page tells of a certificate: never the name in full, never why its state changed."""

    row: Any

    @property
    def initials(self):
        words = [word for word in self.row.facts["name"].split() if word[0].isalpha()]
        return " ".join(f"{word[0].upper()}." for word in words)

    @property
    def training(self):
        return self.row.facts["training"]

    @property
    def issuer(self):
        return " · ".join(filter(None, [self.row.facts["issuer"], self.row.facts["partner"]]))

    @property
    def look(self):
        return LOOKS[self.row.state][0]

    @property
    def verdict(self):
        return LOOKS[self.row.state][1]

    @property
    def since(self):
        return None if self.row.state == CertificateState.VALID else self.row.state_on


def busy(request):
    return guarded(render(request, BUSY, status=429))


def guarded(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


class Check(View):
    def answer(self, row, form=None):
        context = {"found": row and Found(row), "asked": True, "form": form or CheckForm()}
        return guarded(render(self.request, TEMPLATE, context, status=200 if row else 404))


@method_decorator(
    [login_not_required, per_address("check-code", "30/m/ip,300/h/ip", refuse=busy)], name="dispatch"
)
class CheckByCode(Check):
    """The address in the QR code."""

    http_method_names = ("get", "head")

    def get(self, request, code):
        # Signs that no code has, some of which no database takes, are looked up as none at all.
        return self.answer(certificate_with(code=code if code.isalnum() else ""))


# It changes nothing and knows nobody, so there is nothing that a foreign page could do with it.
@method_decorator(
    [csrf_exempt, login_not_required, per_address("check-number", "10/m/ip,60/h/ip", refuse=busy)],
    name="dispatch",
)
class CheckByNumber(Check):
    """Number and day, read from the paper. Posted, so that no number stands in an address."""

    http_method_names = ("get", "head", "post")

    def get(self, request):
        context = {"found": None, "asked": False, "form": CheckForm()}
        return guarded(render(request, TEMPLATE, context))

    def post(self, request):
        form = CheckForm(request.POST)
        if not form.is_valid():
            context = {"found": None, "asked": False, "form": form}
            return guarded(render(request, TEMPLATE, context, status=422))
        row = certificate_with(number=squeeze(form.cleaned_data["number"]))
        same_day = row is not None and row.issued_on.day == form.cleaned_data["day"]
        return self.answer(row if same_day else None, form)
