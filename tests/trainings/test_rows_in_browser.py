import pytest
from django.urls import reverse

from tests.cast import PASSWORD
from trainings.models import Programme


@pytest.mark.django_db(transaction=True)
def test_more_rows_are_numbered_on_and_saved(cast, page):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", cast.coordinator.username)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(reverse("trainings:programme-create"))
    rows = page.locator("#modules [data-rows-list] [data-row]")
    before = rows.count()
    page.click("[data-rows-more]")
    assert rows.count() == before + 3
    page.fill("input[name=title]", "Membuat Tikar")
    if page.locator("input[name=code]").count():
        page.fill("input[name=code]", "membuat-tikar")
    last = before + 2
    page.fill(f"[name=modules-{last}-title]", "Menganyam")
    page.fill(f"[name=modules-{last}-jp]", "4")
    with page.expect_navigation():
        page.click("main form button.btn-primary")
    assert [module.title for module in Programme.objects.get().modules.all()] == ["Menganyam"]
