"""What walks over the attendance sheet look at."""

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from trainings.models import Attendance

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 640}
RESULT = {"present": 17, "late": 1, "excused": 1, "absent": 1}


def address(session):
    return reverse("trainings:attendance", args=[session.training_id, session.pk])


def counted(session):
    marks = Attendance.objects.filter(session=session).exclude(mark="").values_list("mark", flat=True)
    return {mark: list(marks).count(mark) for mark in set(marks)}


def saved(page, number, letter):
    """Wait until the counter of a mark shows the number."""
    expect(page.locator(f'#counts a[data-m="{letter}"] b')).to_have_text(str(number))


def assert_clean(page, width):
    violations = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
