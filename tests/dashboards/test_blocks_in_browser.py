"""What only a browser shows of a board: parts that come late and fail, and the copied address."""

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def board(page, cast):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/accounts/login/")
    page.fill("[name=login]", "regional.sulteng")
    page.fill("[name=password]", PASSWORD)
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/dashboards/**")
    return page


def test_a_part_that_fails_leaves_the_rest_and_comes_when_asked_again(board, cast):
    board.context.grant_permissions(["clipboard-read", "clipboard-write"])
    board.route("**/blocks/partners/**", lambda route: route.fulfill(status=500, body="no"))
    board.goto("/dashboards/?period=12m")
    block = board.locator("section[aria-labelledby=h-partners]")
    block.scroll_into_view_if_needed()
    retry = block.locator("[data-retry]")
    expect(retry).to_be_visible()
    expect(board.locator("#messages .notice")).to_have_count(0)
    expect(board.locator("#h-attention")).to_be_visible()
    board.unroute("**/blocks/partners/**")
    retry.click()
    expect(board.locator("section[aria-labelledby=h-partners]:not([data-block])")).to_be_visible()
    for name in ("peers", "absences", "changes"):
        board.locator(f"#h-{name}").scroll_into_view_if_needed()
        expect(board.locator(f"section[aria-labelledby=h-{name}]:not([data-block])")).to_be_visible()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not board.evaluate(wide)
    link = board.locator("[data-copy]")
    link.click()
    expect(link).to_contain_text(link.get_attribute("data-copy"))
    assert board.evaluate("navigator.clipboard.readText()").endswith("/dashboards/?period=12m")
