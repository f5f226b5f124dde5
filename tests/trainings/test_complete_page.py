"""The page that completes a training says what is missing, with a link, and why each one completes or not."""

import pytest
from django.urls import reverse

from tests import make
from tests.trainings.after import held


def url(training):
    return reverse("trainings:complete", args=[training.pk])


def test_it_explains_and_then_completes(cast, client):
    training = held(cast, "P P P P P", "P A A A A")
    client.force_login(cast.coordinator)
    page = client.get(url(training))
    assert page.context["missing"] == []
    assert [one.completes for one in page.context["decisions"]] == [True, False]
    assert client.post(url(training), {"version": training.version}).status_code == 302
    training.refresh_from_db()
    assert training.status == "completed"


def test_what_is_missing_comes_with_a_link_and_no_button(cast, client):
    training = held(cast, "P -", "P P")
    training.enrolments.filter(number=2).update(result="")
    client.force_login(cast.coordinator)
    page = client.get(url(training))
    links = {problem.code: link for problem, (link, _label) in page.context["missing"]}
    assert links == {
        "marks_missing": training.sessions.get(number=2).get_absolute_url(),
        "results_missing": reverse("trainings:results", args=[training.pk]),
    }
    assert 'name="version"' not in page.content.decode()


def test_a_stubborn_post_is_refused_with_reasons(cast, client):
    training = held(cast, "P -")
    client.force_login(cast.coordinator)
    page = client.post(url(training), {"version": training.version})
    assert page.status_code == 422
    training.refresh_from_db()
    assert training.status == "running"


def test_a_restricted_participant_has_no_name_here(cast, client):
    training = held(cast, "P")
    child = make.client(cast.palu, name="Anak Rahasia", category="ANAK_DIVERSI")
    training.enrolments.update(client=child)
    client.force_login(cast.coordinator)
    page = client.get(url(training)).content.decode()
    assert "Anak Rahasia" not in page
    assert child.register_number in page


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("counsellor", 403),
        ("head", 403),
        ("clerk", 403),
        ("sibling", 404),
        ("stranger", 404),
        ("regional", 403),
        ("national", 403),
    ],
)
def test_access(cast, client, who, status):
    training = held(cast, "P")
    client.force_login(getattr(cast, who))
    assert client.get(url(training)).status_code == status
    expected = 302 if status == 200 else status
    assert client.post(url(training), {"version": training.version}).status_code == expected
    training.refresh_from_db()
    assert training.status == ("completed" if status == 200 else "running")


@pytest.mark.parametrize("sheets", [["P P"], ["P P"] * 3])
def test_queries_stay(cast, client, sheets, django_assert_num_queries):
    training = held(cast, *sheets)
    client.force_login(cast.coordinator)
    client.get(url(training))
    with django_assert_num_queries(8):
        client.get(url(training))
