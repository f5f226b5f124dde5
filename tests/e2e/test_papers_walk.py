"""From confirmed names to a certificate that a stranger checks, and from the data to a final report."""

import pytest
from django.urls import reverse

from tests.cast import PASSWORD
from tests.e2e.walker import DESK, PHONE, Walker
from tests.trainings.certified import completed, signatory
from trainings.models import Certificate, Enrolment, Paper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def walker(browser, live_server, cast):
    walker = Walker(browser, live_server.url, PHONE)
    walker.log_in(cast.coordinator.username, PASSWORD)
    yield walker
    walker.context.close()


def test_from_the_names_to_the_final_report(walker, cast):
    signatory(cast.palu)
    training, _people = completed(cast.palu)
    Enrolment.objects.update(name_confirmed_at=None)
    walker.open(reverse("trainings:certificates", args=[training.pk]))
    assert walker.page.locator("[data-state=blocked]").count() == 3
    confirm(walker, training)
    issue(walker, training)
    walker.resize(DESK)
    check(walker, Certificate.objects.first())
    write_the_report(walker, training)
    for name in ("paper-people", "certificates", "attachments", "assessment", "results"):
        walker.open(reverse(f"trainings:{name}", args=[training.pk]))
    walker.open(reverse("trainings:certificate-list"))
    assert "\n".join(walker.complaints) == ""


def confirm(walker, training):
    walker.open(reverse("trainings:certificate-names", args=[training.pk]))
    walker.press("main form[method=post] .actions button.btn-primary")
    assert not training.enrolments.filter(name_confirmed_at=None).exists()


def issue(walker, training):
    walker.open(reverse("trainings:certificate-issue", args=[training.pk]))
    walker.press("main form[method=post] .actions button.btn-primary")
    assert Certificate.objects.filter(training=training, state="valid").count() == 3


def check(walker, certificate):
    """A stranger reads that it is valid; once it is revoked, the same address says so."""
    address = reverse("certificate-check", args=[certificate.code])
    walker.open(address)
    assert "Sertifikat ini berlaku" in walker.page.inner_text("main")
    walker.open(certificate.get_absolute_url())
    walker.open(reverse("trainings:certificate-step", args=[certificate.pk, "revoke"]))
    walker.page.fill("[name=note]", "Salah cetak")
    walker.press("main form[method=post] button[type=submit].btn-danger")
    walker.open(address)
    assert "dicabut" in walker.page.inner_text("main").lower()


def write_the_report(walker, training):
    walker.open(reverse("trainings:paper-list", args=[training.pk]))
    walker.press(f"form[action='{reverse('trainings:paper-start', args=[training.pk, 'report'])}'] button")
    paper = Paper.objects.get(training=training)
    walker.open(reverse("trainings:paper-write", args=[paper.pk]))
    walker.submit()
    walker.open(reverse("trainings:paper-freeze", args=[paper.pk]))
    walker.submit()
    paper.refresh_from_db()
    assert paper.state == "frozen"
    walker.open(reverse("trainings:paper", args=[paper.pk]))
