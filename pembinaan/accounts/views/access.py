"""The page behind an access link, open to whoever holds it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from pembinaan.accounts.actions import set_password_by_link
from pembinaan.accounts.forms import NewPasswordForm
from pembinaan.accounts.limits import per_address
from pembinaan.accounts.models import AccessLink
from pembinaan.accounts.models.access import digest
from pembinaan.accounts.rules import link_problems
from pembinaan.problems import RuleBroken

DIGEST = "access_link"
limit = per_address("access", "20/m/ip")


@login_not_required
@limit
@require_safe
def follow_link(request, token):
    """Take the token out of the address at once: it must not stay in the history or travel as referrer."""
    request.session[DIGEST] = digest(token)
    response = redirect("access")
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@method_decorator([login_not_required, limit, sensitive_post_parameters()], name="dispatch")
class AccessPage(FormView):
    form_class = NewPasswordForm
    template_name = "accounts/access.html"

    def dispatch(self, request, *args, **kwargs):
        links = AccessLink.objects.select_related("user__office")
        self.link = links.filter(token_digest=request.session.get(DIGEST, "")).first()
        if link_problems(self.link):
            return self.dead()
        return super().dispatch(request, *args, **kwargs)

    def dead(self):
        return render(self.request, "accounts/access_dead.html", status=410)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.link.user}

    def form_valid(self, form):
        try:
            set_password_by_link(link_digest=self.link.token_digest, password=form.cleaned_data["password"])
        except RuleBroken:
            return self.dead()
        del self.request.session[DIGEST]
        messages.success(self.request, _("The password is set. Log in with it now."))
        return redirect("account_login")

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(account=self.link.user, **kwargs)
