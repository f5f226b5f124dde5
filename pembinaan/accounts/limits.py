"""A limit for pages that are open without login, counted per address in the shared cache."""

from functools import wraps

from allauth.core.internal import ratelimit

from pembinaan.errors import too_many


def per_address(action, rate, refuse=too_many):
    """`refuse` answers after `rate` requests of one address, such as '20/m/ip'; reading counts as well."""

    def decorate(view):
        @wraps(view)
        def limited(request, *args, **kwargs):
            usage = ratelimit.consume(
                request, app="pembinaan", action=action, config={action: rate}, limit_get=True
            )
            return view(request, *args, **kwargs) if usage else refuse(request)

        return limited

    return decorate
