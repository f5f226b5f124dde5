"""Months of the offices: sealed up to the one before last; of the last one, one Bapas still owes its own."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from pembinaan.dashboards import months
from pembinaan.dashboards.actions.notes import add_note, reply
from pembinaan.dashboards.actions.returns import accept_month, submit_month
from pembinaan.dashboards.actions.targets import set_targets

SENT_BEFORE_DEADLINE = timedelta(days=3)
TARGETS = {"trained": (120, 60), "attendance": (95, 90), "passed": (80, 75), "work-3": (50, 50)}


def tell_months(world):
    kanwil = world.user("regional", "sulteng")
    places = {office.code: office for office in months.offices_of(kanwil)}
    palu, luwuk = places["BAPAS-PALU"], places["BAPAS-LUWUK"]
    last = months.last_over(world.today)
    for office, head, until in (
        (palu, world.user("head", "palu"), last),
        (luwuk, world.user("head", "luwuk"), months.add_months(last, -1)),
    ):
        for first in reversed(months.months_before(world.today)):
            if first <= until and months.began_by(office, first):
                send(office, first, head, kanwil, is_last=first == last)
    cells = {
        (office.pk, key): (None, pair[number])
        for key, pair in TARGETS.items()
        for number, office in enumerate((palu, luwuk))
    }
    set_targets(year=world.today.year, cells=cells, by=kanwil)
    tell_notes(palu, last, world.user("head", "palu"), kanwil)


def send(office, first, head, kanwil, *, is_last):
    """In good time; accepted only now, so that what the world has made before is no change since."""
    day = months.deadline_of(first) - SENT_BEFORE_DEADLINE
    sent = min(datetime.combine(day, time(9), office.zone), datetime.now(office.zone))
    found = submit_month(office=office, month=first, note="", by=head, now=sent)
    if not is_last:
        accept_month(office=office, month=first, version=found.version, by=kanwil)


def tell_notes(office, last, head, kanwil):
    text = "Dua angkatan ditunda: aula dipakai kegiatan lain."
    about = {"office": office, "month": months.add_months(last, -1), "indicator": "trained"}
    note = add_note(text=text, form_key=uuid4(), by=head, **about)
    reply(note=note, text="Dicatat. Mohon dikejar pada triwulan berikutnya.", form_key=uuid4(), by=kanwil)
