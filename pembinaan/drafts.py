"""What is typed into a long form and not saved yet, kept on the server for whoever typed it.

Every page shown is one draft: its key stands signed in the page with what it belongs to, so that two tabs
never write into each other and nobody into the draft of another.
"""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.cache import cache
from django.http import HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pembinaan.accounts.models import FormDraft
from pembinaan.records import new_id

KEPT_DAYS = 7
MOST_BYTES = 200_000
MOST_DRAFTS = 30
"""Of one user; the oldest make room."""
SALT = "form-draft"
LATE_SECONDS = 3_600
"""A page may still be sending its draft while its form is saved; what arrives later is not kept."""
NEVER_KEPT = ("csrfmiddlewaretoken", "draft", "password")


def sealed_about(**about):
    return signing.dumps(about, salt=SALT)


def about_of(text, user):
    """What a page said about its draft, or None where it is not this user's page."""
    try:
        about = signing.loads(text or "", salt=SALT, max_age=timedelta(days=KEPT_DAYS))
    except signing.BadSignature:
        return None
    return about if about["user"] == str(user.pk) else None


def drafts_of(user, form, target):
    """The user's own ones of one form and record that are not too old, the newest first."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    return FormDraft.objects.filter(user=user, form=form, target=target, saved_at__gte=since)


def keep(about, text, user):
    """Write the fields of the page; what it was continued from is contained in it and goes.

    None where the form has been saved meanwhile.
    """
    if cache.get(_saved(about["key"])):
        return None
    fields = QueryDict(text, mutable=True)
    for name in list(fields):
        if name.startswith(NEVER_KEPT):
            del fields[name]
    values = {name: about[name] for name in ("form", "target")}
    values |= {"target_version": about["version"], "data": fields.urlencode()}
    draft, _new = FormDraft.objects.update_or_create(id=about["key"], user=user, defaults=values)
    discard(user, about["continued"])
    surplus = FormDraft.objects.filter(user=user).values_list("pk", flat=True)[MOST_DRAFTS:]
    FormDraft.objects.filter(pk__in=list(surplus)).delete()
    return draft


def _saved(key):
    return f"draft-saved:{key}"


def close(about, user):
    """The form of the page is saved."""
    cache.set(_saved(about["key"]), True, LATE_SECONDS)
    discard(user, about["key"], about["continued"])


def discard(user, *keys):
    if keys := [key for key in keys if key]:
        FormDraft.objects.filter(user=user, pk__in=keys).delete()


def discard_old(now=None):
    """Gives how many were too old."""
    before = (now or timezone.now()) - timedelta(days=KEPT_DAYS)
    return FormDraft.objects.filter(saved_at__lt=before).delete()[0]


class KeepsDraft:
    """Put before the base of a page whose form is long; its template includes components/draft.html.

    `?draft=KEY` shows the form with what a draft holds; the button "discard" posts to the page itself.
    """

    draft_form = ""
    """Name of the form; empty: that of the class."""

    def dispatch(self, request, *args, **kwargs):
        self.draft = None
        self.draft_about = about_of(request.POST.get("draft"), request.user)
        return super().dispatch(request, *args, **kwargs)

    def draft_target(self):
        """Id and version of the record that is edited; nothing for a new one."""
        is_edited = isinstance(self.object, self.form_class._meta.model)
        return (str(self.object.pk), self.object.version) if is_edited else ("", 0)

    def drafts(self):
        form = self.draft_form or f"{type(self).__module__.split('.')[0]}.{type(self).__name__}"
        return form, drafts_of(self.request.user, form, self.draft_target()[0])

    def get(self, request, *args, **kwargs):
        if key := request.GET.get("draft"):
            self.draft = self._found(key)
            if self.draft is None:
                messages.info(request, _("This draft is no longer there."))
                return HttpResponseRedirect(request.path)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if key := request.POST.get("discard"):
            if draft := self._found(key):
                discard(request.user, draft.pk)
                messages.success(request, _("The draft is discarded."))
            return HttpResponseRedirect(request.path)
        return super().post(request, *args, **kwargs)

    def _found(self, key):
        _form, drafts = self.drafts()
        return next((draft for draft in drafts if str(draft.pk) == key), None)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self.draft and self.request.method == "GET":
            kwargs |= self.draft_kwargs(QueryDict(self.draft.data), kwargs)
        return kwargs

    def draft_kwargs(self, data, kwargs):
        """What makes the form show the fields of a draft, unchecked and as they were typed."""
        typed = {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in self.form_class.base_fields.items()
            if not isinstance(field, forms.FileField)
            and not field.widget.value_omitted_from_data(data, {}, name)
        }
        return {"initial": (kwargs.get("initial") or {}) | typed}

    def form_valid(self, form):
        response = super().form_valid(form)
        if isinstance(response, HttpResponseRedirect) and self.draft_about:
            close(self.draft_about, self.request.user)
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"draft_page": self.draft_page()} | kwargs)

    def draft_page(self):
        """What components/draft.html shows: the signed key of this page, and what may be continued."""
        form, drafts = self.drafts()
        target, version = self.draft_target()
        # A failed save shows the same page again: it goes on with its draft.
        about = self.draft_about or {
            "key": str(new_id()),
            "form": form,
            "target": target,
            "version": version,
            "continued": str(self.draft.pk) if self.draft else "",
            "user": str(self.request.user.pk),
        }
        offered = drafts if self.request.method == "GET" and not self.draft else drafts.none()
        return {
            "about": sealed_about(**about),
            "keep_url": reverse("draft"),
            "continued": self.draft,
            "is_behind": bool(self.draft and self.draft.target_version < version),
            "offered": [(draft, draft.target_version < version) for draft in offered[:3]],
        }
