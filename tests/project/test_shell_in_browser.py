"""What only a browser can show: scripts under the content policy, focus, widths, and sending once."""

import time

import pytest
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from playwright.sync_api import expect

from pembinaan import urls
from pembinaan.forms import Form
from tests.cast import PASSWORD

received = []


class Note(Form):
    text = forms.CharField(label="Note")


def note(request):
    form = Note(request.POST or None)
    if request.method == "POST":
        received.append(request.POST.get("text"))
        if form.is_valid():
            time.sleep(0.4)
            messages.success(request, "Kept.")
    return render(request, "base_form.html", {"title": "Note", "form": form, "submit_label": "Send"})


def fragment(request):
    """Answers by what the button sent: a form with errors, a fault, or plain success."""
    status = int(request.POST["status"])
    return HttpResponse(f"<p>answer {status}</p>", status=status)


urlpatterns = [path("", note, name="home"), path("fragment/", fragment), *urls.urlpatterns[1:]]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def complaints(page):
    heard = []
    page.on("console", lambda line: heard.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture
def inside(page, cast, complaints):
    received.clear()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/accounts/login/")
    page.fill("[name=login]", "coordinator.palu")
    page.fill("[name=password]", PASSWORD)
    page.locator("[type=submit]").first.click()
    page.wait_for_url("**/")
    return page


def button(page, status):
    page.evaluate(
        """status => {
          const button = document.createElement("button");
          button.textContent = "ask";
          button.setAttribute("hx-post", "/fragment/");
          button.setAttribute("hx-vals", JSON.stringify({status}));
          button.setAttribute("hx-target", "#answer");
          document.querySelector("main").insertAdjacentHTML("beforeend", "<div id='answer'></div>");
          document.querySelector("main").append(button);
          htmx.process(button);
        }""",
        status,
    )
    page.get_by_role("button", name="ask").click()


def test_pages_keep_the_policy_and_the_width_of_a_phone(inside, complaints):
    for address in ("/", "/accounts/password/change/", "/accounts/logout/"):
        inside.goto(address)
        assert inside.evaluate("document.documentElement.scrollWidth") == 360
    assert complaints == []


def test_a_form_is_sent_once_however_often_the_button_is_pressed(inside):
    inside.fill("[name=text]", "once")
    inside.get_by_role("button", name="Send").dblclick()
    expect(inside.get_by_role("status")).to_contain_text("Kept.")
    assert received == ["once"]
    assert inside.get_by_role("button", name="Send").is_enabled()


def test_errors_take_the_focus_and_lead_to_the_field(inside):
    inside.get_by_role("button", name="Send").click()
    summary = inside.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(inside.locator("[name=text]")).to_be_focused()


def test_the_menu_closes_by_escape_and_by_a_click_elsewhere(inside):
    menu, switch = inside.locator(".menu-user"), inside.locator(".menu-user summary")
    switch.click()
    assert menu.evaluate("menu => menu.open")
    inside.keyboard.press("Escape")
    assert not menu.evaluate("menu => menu.open")
    expect(switch).to_be_focused()
    switch.click()
    inside.locator("h1").click()
    assert not menu.evaluate("menu => menu.open")


def test_the_theme_is_kept_and_comes_from_the_server(inside):
    inside.locator(".menu-user summary").click()
    dark = inside.locator("[data-theme=dark]")
    dark.click()
    assert dark.get_attribute("aria-pressed") == "true"
    assert 'data-bs-theme="dark"' in inside.request.get("/").text()
    inside.reload()
    assert inside.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    inside.locator(".menu-user summary").click()
    inside.locator("[data-theme='']").click()
    assert "data-bs-theme" not in inside.request.get("/").text()


def test_a_fragment_s_request_carries_the_token(inside):
    button(inside, 200)
    expect(inside.locator("#answer")).to_have_text("answer 200")


def test_a_form_with_errors_is_shown_in_its_place(inside):
    button(inside, 422)
    expect(inside.locator("#answer")).to_have_text("answer 422")


def test_a_refused_request_is_said_and_leaves_the_page(inside):
    button(inside, 500)
    expect(inside.get_by_role("status").locator(".notice.is-bad")).to_be_visible()
    expect(inside.locator("#answer")).to_have_text("")


def test_the_log_in_page_never_lands_inside_a_fragment(inside):
    inside.context.clear_cookies(name="sessionid")
    button(inside, 200)
    inside.wait_for_url("**/accounts/login/**")
    assert inside.locator("h1").count() == 1
