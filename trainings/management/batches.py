"""Batches of certificates beside the bare engine that draws the same pages and keeps nothing."""

import resource
import sys
import time
import uuid
from itertools import pairwise
from statistics import median

from django.core.management.base import CommandError
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partners.models import Instructor, Partner
from pembinaan import dates
from pembinaan.accounts.models import DocumentKind, NumberPattern
from trainings.choices import CertificateState
from trainings.documents.certificate import certificate_pdf
from trainings.models import Certificate, Enrolment, Module, Programme, Training
from trainings.models.certificate import new_code

BATCHES = (20, 200)
ROUNDS = 3
"""A batch of 200 takes seconds; each draws other pages, since the engine remembers what it has drawn."""
FRAMES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


class Batch:
    """A completed training with `size` graduates, and somebody logged in who issues."""

    def __init__(self, size, office, user):
        self.size = size
        NumberPattern.objects.get_or_create(
            office=None, kind=DocumentKind.CERTIFICATE, defaults={"pattern": "{number:4}/UKUR/{month}/{year}"}
        )
        self.training = completed(office, size)
        self.browser = Browser()
        self.browser.force_login(user)
        self.people = [str(pk) for pk in self.training.enrolments.values_list("pk", flat=True)]

    def issue(self):
        """Through the form, as somebody at a screen does."""
        day = dates.today(self.training.office).isoformat()
        values = {"form_key": str(uuid.uuid4()), "people": self.people, "face": "neutral", "issued_on": day}
        values |= {"title": self.training.title, "partner_signer": "owner"}
        address = reverse("trainings:certificate-issue", args=[self.training.pk])
        answer, spent = cpu(lambda: self.browser.post(address, values))
        if len(self.held()) != self.size:
            raise CommandError(f"The issue was refused: {answer.status_code}")
        return spent

    def draw(self):
        """The same pages from the bare engine, with other numbers: nothing that it remembers helps."""
        codes = [f"{number}/{new_code()}" for number in range(self.size)]
        facts = [one.facts | {"number": code} for one, code in zip(self.held(), codes, strict=True)]
        return cpu(lambda: [certificate_pdf(one) for one in facts])[1]

    def held(self):
        return list(Certificate._base_manager.filter(training=self.training, state=CertificateState.VALID))

    def clear(self):
        """Everybody may be given another one."""
        state = {"state": CertificateState.REVOKED, "state_on": dates.today(), "state_note": "Pengukuran"}
        Certificate._base_manager.filter(training=self.training).update(**state)


def completed(office, size):
    day = dates.today(office)
    partner, _made = Partner.objects.get_or_create(
        office=office, name="Dapur Ukur", defaults={"kind": "umkm", "owner_name": "Pemilik Ukur"}
    )
    programme = Programme.objects.create(code=f"ukur-sertifikat-{size}", title="Ukur Sertifikat")
    modules = [Module(programme=programme, order=n, title=f"Materi {n}", jp=4) for n in range(1, 9)]
    Module.objects.bulk_create(modules)
    training = Training.objects.create(
        office=office, programme=programme, partner=partner, title="Ukur Sertifikat", place="Aula",
        starts_on=day, ends_on=day, completed_on=day, capacity=min(size, 500), status="completed",
    )  # fmt: skip
    teacher, _made = Instructor.objects.get_or_create(partner=partner, name="Instruktur Ukur")
    training.instructors.add(teacher)
    now = timezone.now()
    people = [
        Enrolment(
            training=training, guest_name=f"Peserta Ukur {number}", number=number, status="completed",
            starts_on=day, requested_at=now, completed_on=day, result="competent",
            printed_name=f"Peserta Ukur {number}", name_confirmed_at=now,
        )
        for number in range(1, size + 1)
    ]  # fmt: skip
    Enrolment.objects.bulk_create(people, batch_size=500)
    return training


def cpu(work):
    start = time.process_time()
    done = work()
    return done, (time.process_time() - start) * 1000


def measured_batch(batch, rounds=ROUNDS):
    """One row: product and engine in turns, so that both meet the same noise."""
    batch.issue()
    batch.draw()
    batch.clear()
    with CaptureQueriesContext(connection) as captured:
        batch.issue()
    queries = sum(1 for query in captured if not query["sql"].startswith(FRAMES)) - 1  # the check after it
    spent = []
    for _round in range(rounds):
        batch.clear()
        spent.append((batch.issue(), batch.draw()))
    issues, draws = zip(*spent, strict=True)
    return {
        "certificates": batch.size,
        "batch_queries": queries,
        "batch_ms": median(issues),
        "engine_ms": median(draws),
        "batch_ratio": median(issues) / median(draws),
        "peak_mib": peak_mib(),
    }


def peak_mib():
    """The most memory that this process has held so far; Linux counts in KiB, macOS in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def with_batch_growth(rows):
    for before, row in pairwise(rows):
        row["batch_growth"] = row["batch_ms"] / before["batch_ms"]


def batch_table(rows):
    yield "P13 certificates  queries     ms  engine ms  ratio  growth  peak MiB"
    for row in rows:
        growth = f"{row['batch_growth']:6.1f}" if "batch_growth" in row else "     -"
        yield (
            f"{row['certificates']:16}  {row['batch_queries']:7}  {row['batch_ms']:5.0f}"
            f"  {row['engine_ms']:9.0f}  {row['batch_ratio']:5.2f}  {growth}  {row['peak_mib']:8.0f}"
        )
