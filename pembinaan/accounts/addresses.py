"""Where a request comes from, as far as that can be known."""

from django.conf import settings


def client_ip(request):
    """The address that our outermost proxy saw; what a client wrote into the header stands before it."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(hops) >= proxies and hops[-proxies]:
        return without_port(hops[-proxies])
    return request.META.get("REMOTE_ADDR") or "local"


def without_port(address):
    host, colon, _port = address.rpartition(":")
    return host if colon and ":" not in host else address
