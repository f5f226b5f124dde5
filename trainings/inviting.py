"""Chats that invite a participant: the addresses with their words, which tell a stranger nothing."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import override

from partners.models.partner import chat_url
from pembinaan import dates


@dataclass(frozen=True)
class Phone:
    number: str
    owner: str
    url: str
    """Empty where WhatsApp does not know the number."""


def phones_of(client, session):
    """Every number known, the client's own first."""
    own = [(client.phone, client.phone_owner), (client.phone_other, client.phone_other_owner)]
    relation = client.guarantor_relation or client.guarantor_name or _("guarantor")
    numbers = [*own, (client.guarantor_phone, relation)]
    found = [
        Phone(number, owner, _url(client, number, owner, session)) for number, owner in numbers if number
    ]
    return sorted(found, key=lambda phone: bool(phone.owner))


def _url(client, number, owner, session):
    address = chat_url(number)
    return f"{address}?text={quote(invitation_text(client, session, own_phone=not owner))}" if address else ""


def invitation_text(client, session, *, own_phone):
    """On somebody else's phone not even what it is about. Always in Indonesian."""
    with override("id"):
        if not own_phone:
            return _("Good day, please ask %(name)s to get in touch with us. Thank you.") % {
                "name": client.name
            }
        if session is None:
            return _("Good day, please get in touch with us when you have time. Thank you.")
        training = session.training
        words = _(
            "Good day, you are invited to “%(title)s”: %(day)s at %(clock)s, %(place)s."
            " Please answer whether you can come. Thank you."
        )
        return words % {
            "title": training.title,
            "day": dates.weekday(session.day),
            "clock": dates.clock(session.starts_at, training.office),
            "place": session.place or training.place,
        }
