"""Only the allauth pages that we mean to have: no sign-up, no e-mail."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from pembinaan.accounts.views.access import AccessPage, follow_link
from pembinaan.accounts.views.devices import DevicesPage, RevokeDevice
from pembinaan.accounts.views.downloads import AskForExport, DownloadFile, DownloadsPage
from pembinaan.accounts.views.drafts import KeepDraft
from pembinaan.accounts.views.profile import ProfilePage

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("2fa/", second_factor.index, name="mfa_index"),
    path("2fa/authenticate/", second_factor.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/codes/download/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("drafts/", KeepDraft.as_view(), name="draft"),
    path("profile/", ProfilePage.as_view(), name="profile"),
    path("devices/", DevicesPage.as_view(), name="devices"),
    path("devices/<uuid:pk>/revoke/", RevokeDevice.as_view(), name="device-revoke"),
    path("downloads/", DownloadsPage.as_view(), name="downloads"),
    path("downloads/new/<slug:kind>/", AskForExport.as_view(), name="download-create"),
    path("downloads/<uuid:pk>/file/", DownloadFile.as_view(), name="download-file"),
    path("access/", AccessPage.as_view(), name="access"),
    path("access/<str:token>/", follow_link, name="access-link"),
]
