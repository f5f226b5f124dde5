"""Pages for what goes wrong; each names the request, so that the log line can be found."""

import logging

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from pembinaan.audit.context import request_id

logger = logging.getLogger(__name__)
RETRY_SECONDS = 30


def reference():
    """Short enough to read out on the telephone, long enough to find."""
    return request_id()[:8].upper()


def error_page(request, status, template=None, **more):
    context = {"reference": reference()} | more
    return render(request, template or f"{status}.html", context, status=status)


@requires_csrf_token
def bad_request(request, exception=None):
    return error_page(request, 400)


@requires_csrf_token
def permission_denied(request, exception=None):
    """A refusal may bring a sentence of its own."""
    return error_page(request, 403, reason=str(exception or ""))


@requires_csrf_token
def page_not_found(request, exception=None):
    return error_page(request, 404)


def server_error(request):
    """Without context processors: these ask the database, which may be what failed."""
    return HttpResponse(render_to_string("500.html", {"reference": reference()}), status=500)


@requires_csrf_token
def csrf_failure(request, reason=""):
    logger.warning("CSRF check failed: %s", reason)
    return error_page(request, 403, "csrf.html")


def too_many(request, exception=None):
    response = error_page(request, 429)
    response["Retry-After"] = "60"
    return response


def out_of_order(request):
    response = HttpResponse(render_to_string("503.html", {"reference": reference()}), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
