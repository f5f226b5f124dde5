"""Consistent records for tests, written past the actions only where the action itself is not the subject."""

from datetime import datetime, time, timedelta
from itertools import count

from django.utils import timezone

from clients.models import Client
from partners.models import Agreement, Instructor, Partner
from pembinaan import dates
from pembinaan.accounts.models import Device, DocumentKind, NumberRegister, TakenNumber
from trainings.models import (
    Attendance,
    Certificate,
    Enrolment,
    Module,
    Pause,
    Programme,
    Reason,
    ReopenRequest,
    SeatOffer,
    Session,
    SessionModule,
    Training,
    TrainingTally,
)

_numbers = count(1)


def client(office, **more):
    number = next(_numbers)
    today = dates.today(office)
    values = {
        "office": office,
        "register_number": f"D/{number:04}/PB/2025",
        "name": f"Klien Uji {number:04}",
        "sex": "L",
        "birth_date": dates.years_before(today, 30),
        "category": "PB",
        "guidance_start": today - timedelta(days=100),
        "guidance_end": dates.add_months(today, 30),
    }
    nik = more.pop("nik", "")
    made = Client(**values | more)
    made.nik = nik
    made.save()
    return made


def partner(office, **more):
    return Partner.objects.create(
        **{"office": office, "name": f"UMKM Uji {next(_numbers)}", "kind": "umkm"} | more
    )


def instructor(of, **more):
    return Instructor.objects.create(**{"partner": of, "name": f"Instruktur {next(_numbers)}"} | more)


def agreement(office, of, *, days=400, **more):
    today = dates.today(office)
    values = {
        "office": office,
        "partner": of,
        "kind": "pks",
        "number": f"PKS-{next(_numbers)}",
        "starts_on": today - timedelta(days=30),
        "ends_on": today + timedelta(days=days),
    }
    return Agreement.objects.create(**values | more)


def programme(*, jps=(4, 4), **more):
    number = next(_numbers)
    made = Programme.objects.create(**{"code": f"program-{number}", "title": f"Program {number}"} | more)
    for order, jp in enumerate(jps, start=1):
        Module.objects.create(programme=made, order=order, title=f"Modul {order}", jp=jp)
    return made


def device(office, **more):
    return Device.objects.create(**{"office": office, "name": f"Tablet {next(_numbers)}"} | more)


def training(office, *, day=None, sessions=1, **more):
    """A training with `sessions` half-day sessions of 4 JP on following days, from `day` (default today)."""
    day = day or dates.today(office)
    curriculum = more.pop("programme", None) or programme(jps=(4,) * sessions)
    values = {
        "office": office,
        "programme": curriculum,
        "title": curriculum.title,
        "place": "Aula",
        "starts_on": day,
        "ends_on": day + timedelta(days=max(sessions, 1) - 1),
        "capacity": 20,
        "status": "running",
    }
    made = Training.objects.create(**values | more)
    for number, module in enumerate(curriculum.modules.all()[:sessions], start=1):
        session(made, number=number, day=day + timedelta(days=number - 1), module=module)
    return made


def session(of, *, number, day, module=None, hours=(8, 12), jp=4, **more):
    zone = of.office.zone
    made = Session.objects.create(
        training=of,
        number=number,
        day=day,
        starts_at=datetime.combine(day, time(hours[0]), zone),
        ends_at=datetime.combine(day, time(hours[1]), zone),
        jp=jp,
        place=of.place,
        **more,
    )
    if module:
        SessionModule.objects.create(session=made, module=module, jp=jp)
    return made


def enrolment(of, who=None, **more):
    values = {
        "training": of,
        "client": who or (None if "guest_name" in more else client(of.office)),
        "number": of.enrolments.count() + 1,
        "status": "enrolled",
        "starts_on": of.starts_on,
        "requested_at": timezone.now(),
    }
    made = Enrolment.objects.create(**values | more)
    if made.status == "paused":
        pause(made)
    return made


def pause(person, first=None, last=None, **more):
    """Away from `first`, by default from the beginning, and without an end unless there is a `last`."""
    values = {"enrolment": person, "starts_on": first or person.starts_on, "ends_on": last, "note": "Sakit"}
    return Pause.objects.create(**values | more)


def offer(person, hours=24, **more):
    """A seat that is open for an answer."""
    now = timezone.now()
    values = {"enrolment": person, "offered_at": now, "expires_at": now + timedelta(hours=hours)}
    return SeatOffer.objects.create(**values | more)


def waiting(of, who=None, *, ago=0, **more):
    """Somebody on the waiting list, who asked `ago` hours before now."""
    asked = timezone.now() - timedelta(hours=ago)
    return enrolment(of, who, status="waiting", starts_on=None, **{"requested_at": asked} | more)


def certificate(person, **more):
    """As if issued: with a number of its own, without its file."""
    office, serial = person.training.office, next(_numbers)
    register, _made = NumberRegister.objects.get_or_create(
        office=office, kind=DocumentKind.CERTIFICATE, year=2025
    )
    taken = TakenNumber.objects.create(register=register, sequence=serial, number=f"UJI/{serial}/2025")
    values = {
        "training": person.training,
        "enrolment": person,
        "office": office,
        "face": "neutral",
        "taken_number": taken,
        "number": taken.number,
        "issued_on": person.training.completed_on or dates.today(office),
        "facts": {},
        "size": 0,
    }
    if more.get("state", "valid") != "valid":
        more = {"state_on": dates.today(office), "state_note": "Salah cetak"} | more
    return Certificate.objects.create(**values | more)


def tally(training, month, **counts):
    """Counts as they stand, whatever the facts are."""
    return TrainingTally.objects.create(training=training, office=training.office, month=month, **counts)


def reason(kind="absence", code="sick-note", *, acceptable=True, **more):
    values = {"name": code, "acceptable": acceptable}
    made, _new = Reason.objects.get_or_create(kind=kind, code=code, defaults=values | more)
    return made


def mark(sheet, person, by, value="present"):
    return Attendance.objects.create(
        session=sheet,
        enrolment=person,
        mark=value,
        marked_at=timezone.now(),
        marked_by=by,
        marked_by_name=by.name,
    )


def reopen_request(sheet, by, **more):
    values = {"note": "Salah baris", "requested_by": by, "requested_by_name": by.name}
    return ReopenRequest.objects.create(**{"session": sheet} | values | more)
