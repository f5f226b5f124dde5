"""How a browser proves that it runs on a device of the office, and whose records it keeps."""

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from pembinaan.accounts.models import Device

COOKIE = "device" if settings.INSECURE_HTTP else "__Host-device"
SALT = "office-device"
LASTS = 3 * 365 * 86_400
PREPARED = "luring"
"""The cookie of a browser that keeps sheets: only there do pages load the script for it."""
USER_HEADER = "X-Offline-User"


def mark_browser(response, device):
    kept = {"max_age": LASTS, "httponly": True, "samesite": "Lax", "secure": not settings.INSECURE_HTTP}
    response.set_signed_cookie(COOKIE, str(device.pk), salt=SALT, **kept)


def device_of(request):
    """The device that this browser was marked as, unless revoked or of another office than the user."""
    try:
        pk = request.get_signed_cookie(COOKIE, salt=SALT)
    except (KeyError, signing.BadSignature):
        return None
    return Device.objects.visible_to(request.user).filter(pk=pk, revoked_at=None).first()


def sealed_for(user):
    """Stands for the user inside the browser, and says nothing about them."""
    return salted_hmac("offline", str(user.pk)).hexdigest()[:32]
