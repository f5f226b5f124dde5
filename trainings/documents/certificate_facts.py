"""Everything that is printed on a certificate, as plain data that is kept with it. It is in Indonesian."""

from collections import Counter

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pembinaan import dates
from pembinaan.accounts.signing import head_of
from pembinaan.text import squeeze
from trainings.certifying import proposed_signers
from trainings.choices import Face, Level
from trainings.documents.paper import signed_at
from trainings.rules.certificates import banned_in

NO_HEAD = {"letterhead": [], "address": []}


def proposed_title(training, face):
    """That of the training; on a neutral face that of the programme, where the first gives too much away."""
    titles = [training.title, training.programme.title]
    if face == Face.OFFICIAL:
        return titles[0]
    return next((title for title in titles if banned_in(title) is None), titles[0])


def shared_facts(training, terms):
    """What all certificates of a batch say."""
    official = terms.face == Face.OFFICIAL
    partner = training.partner.name if training.partner else ""
    head = head_of(training.office, terms.issued_on) if official else None
    signers = terms.signers or proposed_signers(training, terms)
    modules = sorted(training.module_rows or [], key=lambda row: row["order"])
    with translation.override("id"):
        days = dates.day_range(training.starts_on, training.ends_on)
    return {
        "face": terms.face,
        "letterhead": head.lines if head else [],
        "address": head.address if head else [],
        "issuer": head.office_name if head else partner,
        "partner": partner if official else "",
        "training": squeeze(terms.title) or proposed_title(training, terms.face),
        "days": days,
        # A neutral certificate names the town: the room may well be one of the office.
        "place": training.place if official else training.office.city,
        "at": issued_at(training.office, terms.issued_on, terms.face),
        "jp": sum(row["jp"] for row in modules),
        "signatures": [{"post": one.post, "name": one.name, "nip": one.nip} for one in signers],
        "modules": modules,
        "steps": training.step_modules or [],
    }


def facts_of(person, shared, *, number, code):
    """Those of one participant, as people_of() reads them."""
    shown, steps = Counter(person.practice or []), Counter(shared["steps"])
    modules = [
        {
            "title": row["title"],
            "jp": row["jp"],
            # Without a single step shown nothing was practised, or nobody wrote it down: then say nothing.
            "result": practice(shown[row["id"]], steps[row["id"]]) if shown else "",
        }
        for row in shared["modules"]
    ]
    with translation.override("id"):
        level = str(Level(person.level).label) if person.level else ""
        result = str(person.get_result_display())
    outcome = [["Hasil", result]]
    outcome += [["Kualifikasi", level]] if level else []
    outcome += [["Nilai tes akhir", f"{person.post_score} dari 100"]] if person.post_score is not None else []
    own = {
        "name": person.printed_name,
        "born": born(person) if shared["face"] == Face.OFFICIAL else "",
        "result": result,
        "level": level,
        "modules": modules,
        "outcome": outcome,
    }
    return {name: value for name, value in shared.items() if name != "steps"} | own | numbered(number, code)


def numbered(number, code):
    address = settings.CHECK_URL + reverse("certificate-check", args=[code])
    return {"number": number, "address_of_check": address, "check": address.partition("://")[2]}


def issued_at(office, day, face):
    """Without a town only the day stands on a neutral face: the name of the office would take its place."""
    if face == Face.OFFICIAL or office.city:
        return signed_at(office, day)
    with translation.override("id"):
        return dates.day(day)


def practice(shown, steps):
    return f"{shown} dari {steps} langkah" if steps else ""


def born(person):
    client = person.client
    if client is None or client.birth_date is None:
        return ""
    with translation.override("id"):
        day = dates.day(client.birth_date)
    return f"Lahir di {client.birth_place}, {day}" if client.birth_place else f"Lahir {day}"


class SamplePerson:
    """Somebody who does not exist, for the sample."""

    printed_name, client, level, practice, post_score = "Nama Lengkap Peserta", None, None, None, None

    @staticmethod
    def get_result_display():
        return "Kompeten"
