from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.urls import reverse

from pembinaan import crypto
from pembinaan.accounts import places
from pembinaan.accounts.addresses import client_ip


class AccountAdapter(DefaultAccountAdapter):
    """Closed to sign-up. Guesses are limited for each address, account at an address, and account."""

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return client_ip(request)

    def get_password_change_redirect_url(self, request):
        return reverse("account_login")

    def pre_authenticate(self, request, **credentials):
        super().pre_authenticate(request, **credentials)
        username = credentials.get("username", "").lower()
        # Whoever guesses from many addresses must not shut out the owner at the usual desk.
        if places.is_usual(username, client_ip(request)):
            return
        if not ratelimit.consume(request, action="login_anywhere", key=username):
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request, **credentials):
        return f"{credentials.get('username', '').lower()}|{client_ip(request)}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secret of the authenticator app lies encrypted in the database."""

    CONTEXT = "mfa_authenticator.data"

    def get_totp_issuer(self):
        return "Pembinaan"

    def encrypt(self, text):
        return crypto.seal(text.encode(), self.CONTEXT).hex()

    def decrypt(self, encrypted_text):
        return crypto.open_sealed(bytes.fromhex(encrypted_text), self.CONTEXT).decode()
