"""A completed training whose people may have certificates."""

import re
import uuid
import zlib

import pypdfium2
from django.utils import timezone

from partners.models import Partner
from pembinaan import dates
from pembinaan.accounts.models import NumberPattern, Signatory
from tests import make
from trainings.actions.certificates import issue_certificates
from trainings.certifying import Terms
from trainings.models import Certificate, ChecklistItem, Score

NAMES = ("Abdul Rahim bin Said", "Sukarno", "Nurhayati Daeng Ngasseng", "Moh. Fadli", "Wayan Sari")
PATTERN = "SERT/{number:4}/{office}/{month}/{year}"


def patterned():
    NumberPattern.objects.get_or_create(office=None, kind="certificate", defaults={"pattern": PATTERN})


def completed(office, people=3, *, jps=(8, 12), **more):
    """Everybody is competent and the names are confirmed."""
    patterned()
    known = Partner.objects.filter(office=office, name="Dapur Kenari").first()
    partner = known or make.partner(office, name="Dapur Kenari", owner_name="Hj. Nurma")
    programme = make.programme(jps=jps)
    day = dates.today(office)
    values = {"title": "Pengolahan Bawang Goreng", "place": "Aula Bapas Palu", "status": "completed"}
    values |= {"completed_on": day, "partner": partner, "programme": programme}
    training = make.training(office, **values | more)
    teacher = partner.instructors.first() or make.instructor(partner, name="Moh. Taufan")
    training.instructors.add(teacher)
    return training, [graduate(training, n) for n in range(people)]


def graduate(training, n=0, who=None, **more):
    values = {
        "status": "completed",
        "completed_on": training.ends_on,
        "result": "competent",
        "printed_name": NAMES[n % len(NAMES)],
        "name_confirmed_at": timezone.now(),
    }
    who = who or (None if "guest_name" in more else make.client(training.office))
    return make.enrolment(training, who, **values | more)


def issued(training, people, by, *, face="neutral", key=None, **terms):
    day = terms.pop("issued_on", dates.today(training.office))
    return issue_certificates(
        training=training,
        enrolments=people,
        terms=Terms(face, day, **terms),
        form_key=key or uuid.uuid4(),
        by=by,
    )


def certificate_of(training, person, by, **more):
    issued(training, [person], by, **more)
    return Certificate.objects.get(enrolment=person)


def signatory(office, **more):
    values = {"name": "Surya Contoh, S.H.", "post": "Kepala Bapas Kelas I Palu", "valid_from": "2020-01-01"}
    return Signatory.objects.create(office=office, **values | more)


def practised(training, person, by):
    """Two steps in the first module, of which one was shown; a test and a level."""
    module = training.programme.modules.first()
    steps = [ChecklistItem.objects.create(module=module, order=n, text=f"Langkah {n}") for n in (1, 2)]
    told = {"enrolment": person, "scored_at": timezone.now(), "scored_by_name": by.name}
    Score.objects.create(test="practice", item=steps[0], first=0, last=1, **told)
    Score.objects.create(test="practice", item=steps[1], first=0, **told)
    Score.objects.create(test="post", first=85, **told)
    Score.objects.create(test="level", first=3, **told)


def text_of(content):
    return " ".join(
        " ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(content)
    )


def raw_of(content):
    """The file with its packed parts opened."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return content + b"\n".join(map(unpacked, packed))


def unpacked(stream):
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""
