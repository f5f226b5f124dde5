"""What a browser sends from the pages of the register."""

from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext


def new_client(**more):
    values = {
        "form_key": str(uuid4()),
        "register_number": "0412/2025",
        "name": "Abdul Rahim Lasando",
        "sex": "L",
        "birth_date": "1990-05-14",
        "category": "PB",
        "guidance_start": "2025-01-01",
        "guidance_end": "2027-01-01",
    }
    return values | more


def edit(client, **more):
    """The edit form of a client as it would be sent back without a change."""
    values = {
        "version": client.version,
        "register_number": client.register_number,
        "name": client.name,
        "sex": client.sex,
        "birth_date": client.birth_date.isoformat() if client.birth_date else "",
        "category": client.category,
        "guidance_start": client.guidance_start.isoformat(),
        "guidance_end": client.guidance_end.isoformat(),
        "counsellor": str(client.counsellor_id or ""),
        "phone": client.phone,
    }
    return values | more


def nik_for(birth, *, woman=False, region="7271", serial="0001"):
    """A NIK that fits the date of birth and the sex."""
    return f"{region}01{birth.day + 40 * woman:02}{birth:%m%y}{serial}"


def cost(ask):
    """How many queries a request makes, apart from savepoints and the session's own clock."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    own = ("SAVEPOINT", "RELEASE", 'UPDATE "django_session"')
    return sum(not query["sql"].startswith(own) for query in captured.captured_queries)
