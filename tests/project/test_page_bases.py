"""The page bases drawn with the smallest possible content."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import translation

from pembinaan.filters import Chip
from pembinaan.forms import Form, SearchForm


class Sheet(Form):
    fieldsets = [("Identity", ["name", "sex"]), ("Rest", ["nick", "needs", "ok"])]
    form_key = forms.CharField(widget=forms.HiddenInput, initial="k")
    name = forms.CharField(label="Full name", help_text="<as> in the card")
    sex = forms.ChoiceField(label="Sex", choices=[("m", "Male"), ("f", "Female")], widget=forms.RadioSelect)
    nick = forms.CharField(label="Nick", required=False)
    needs = forms.MultipleChoiceField(
        label="Needs", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    ok = forms.BooleanField(label="Read out", required=False)

    def clean(self):
        if self.data.get("name") == "twins":
            raise forms.ValidationError("Two dates disagree.")


class Plain(Sheet):
    fieldsets = ()


@pytest.fixture
def drawn(rf):
    def draw(template, address="/list/", **context):
        request = rf.get(address)
        request.user = AnonymousUser()
        with translation.override("en"):
            return render_to_string(template, context, request)

    return draw


class Days(Form):
    on = forms.DateField()


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_days_that_no_calendar_of_an_office_holds_are_refused(day):
    assert Days({"on": day}).has_error("on", "invalid")


def test_days_of_people_now_living_and_of_far_plans_pass():
    assert Days({"on": "1900-01-01"}).is_valid()
    assert Days({"on": "2199-12-31"}).is_valid()


def page(**more):
    return SimpleNamespace(**{"before": None, "after": None, "total": 0, "total_is_capped": False} | more)


def titled(html):
    return re.search(r"<title>(.*?)</title>", html).group(1)


def test_a_form_marks_what_is_optional_and_ties_its_hints(drawn):
    html = drawn("base_form.html", title="Register", form=Sheet(), submit_label="Save", cancel_url="/back/")
    assert titled(html) == "Register – Pembinaan"
    assert "novalidate" in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'name="form_key" value="k"' in html
    assert html.count("(optional)") == 2
    assert '<div class="form-text" id="id_name_helptext">&lt;as&gt; in the card</div>' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert html.count('class="choices"') == 2
    assert html.count('<fieldset class="panel') == 2
    assert 'role="alert"' not in html


@pytest.mark.parametrize("form_class", [Sheet, Plain])
def test_errors_stand_in_a_summary_and_beside_their_fields(drawn, form_class):
    form = form_class({"form_key": "k", "name": "", "sex": "x"})
    html = drawn("base_form.html", title="Register", form=form, submit_label="Save")
    assert titled(html) == "Error: Register – Pembinaan"
    assert "2 things need correcting" in html
    assert '<a href="#id_name">Full name: This field is required.</a>' in html
    assert '<a href="#div_id_sex">' in html
    assert 'id="div_id_sex"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "data-take-focus" in html


@pytest.mark.parametrize("form_class", [Sheet, Plain])
def test_an_error_of_the_whole_form_is_said_once(drawn, form_class):
    form = form_class({"form_key": "k", "name": "twins", "sex": "m"})
    html = drawn("base_form.html", title="Register", form=form, submit_label="Save")
    assert html.count("Two dates disagree.") == 1
    assert "1 thing needs correcting" in html


def test_a_step_to_confirm_posts_even_without_a_form(drawn):
    html = drawn(
        "base_confirm.html", title="Cancel it", text="All seats go.", submit_label="Cancel it", danger=True
    )
    assert '<button class="btn btn-danger" type="submit">Cancel it</button>' in html
    assert "All seats go." in html
    assert '<form method="post"' in html


def test_a_list_pages_by_links_that_keep_the_filters(drawn):
    html = drawn(
        "base_list.html",
        "/list/?status=a&after=old",
        title="L",
        rows=["x"],
        page=page(before="p", after="n", total=90),
    )
    assert 'href="?status=a&amp;before=p"' in html
    assert 'href="?status=a&amp;after=n"' in html
    assert "90 found" in html


def test_a_searched_list_pages_by_posting_so_that_no_name_enters_an_address(drawn):
    form = SearchForm({"q": 'Ahmad "Ojan"'})
    html = drawn(
        "base_list.html",
        "/list/?status=a",
        title="L",
        rows=["x"],
        page=page(after="n", total=2),
        search_form=form,
    )
    assert not re.search(r'(href|action)="[^"]*Ahmad', html)
    assert html.count('value="Ahmad &quot;Ojan&quot;"') == 2
    assert '<input type="hidden" name="after" value="n">' in html
    assert 'action="?status=a"' in html


def test_a_capped_total_does_not_pretend_to_be_exact(drawn):
    html = drawn("base_list.html", title="L", rows=["x"], page=page(total=1000, total_is_capped=True))
    assert "More than 1,000" in html


def test_an_empty_list_says_why_and_what_to_do(drawn):
    never = {
        "title": "L",
        "rows": [],
        "page": page(),
        "empty_text": "Register the first.",
        "clear_url": "/list/",
    }
    html = drawn("base_list.html", **never, empty_action_url="/new/", empty_action_label="Register")
    assert "Register the first." in html
    assert '<a class="btn btn-primary" href="/new/">Register</a>' in html
    html = drawn("base_list.html", **never, is_filtered=True)
    assert "Register the first." not in html
    assert '<a class="btn btn-primary" href="/list/">Clear search and filters</a>' in html


def test_chosen_filters_can_be_taken_away_one_by_one(drawn):
    chips = [Chip("Status: <a>", "/list/?b=1")]
    html = drawn("base_list.html", title="L", rows=["x"], page=page(total=1), chips=chips, clear_url="/list/")
    assert '<a class="chip" href="/list/?b=1">Status: &lt;a&gt;' in html


def test_tabs_tell_which_one_is_open(drawn):
    tabs = [
        SimpleNamespace(label="One", url="/1/", current=True),
        SimpleNamespace(label="Two", url="/2/", current=False),
    ]
    html = drawn("base_detail.html", title="T", tabs=tabs)
    assert '<a href="/1/" aria-current="page">One</a>' in html
    assert '<a href="/2/">Two</a>' in html
