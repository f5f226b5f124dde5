"""The page of results: works without a script, fills only what is open, tells what collided."""

import pytest
from django.urls import reverse

from tests import make
from tests.trainings.after import held, people


@pytest.fixture
def training(cast):
    made = held(cast, "P P", "P L30", "A A")
    made.enrolments.update(result="")
    return made


def url(training):
    return reverse("trainings:results", args=[training.pk])


def sent(training, **results):
    """What a browser sends for the whole grid, with `p1="competent"` where somebody chose."""
    data = {}
    for person in people(training):
        p = f"p{person.number}"
        data |= {
            f"initial-{p}-result": person.result,
            f"initial-{p}-note": person.result_note,
            f"{p}-result": results.get(p, person.result),
            f"{p}-note": results.get(f"{p}_note", person.result_note),
            f"{p}-version": person.version,
        }
    return data


def results(training):
    return [person.result for person in people(training)]


def test_the_grid_names_everybody_with_jp(cast, client, training):
    client.force_login(cast.coordinator)
    page = client.get(url(training)).content.decode()
    for person in people(training):
        assert person.client.name in page
    assert "7,3 dari 8 JP" in page or "7,3 of 8 JP" in page


def test_what_was_chosen_is_saved_and_counted(cast, client, training):
    client.force_login(cast.coordinator)
    page = client.post(url(training), sent(training, p1="competent", p1_note="Rapi"), follow=True)
    assert results(training) == ["competent", "", ""]
    assert [m.level_tag for m in page.context["messages"]] == ["success"]
    assert people(training)[0].result_note == "Rapi"


def test_the_rest_is_filled_for_those_who_came(cast, client, training):
    client.force_login(cast.coordinator)
    assert client.get(url(training)).context["fillable"] == 2
    client.post(url(training), sent(training, p1="not_yet_competent") | {"fill": "competent"})
    assert results(training) == ["not_yet_competent", "competent", ""]


def test_a_collision_is_told_in_its_row_and_the_rest_is_saved(cast, client, training):
    client.force_login(cast.coordinator)
    mine = sent(training, p1="competent", p2="competent")
    first = people(training)[0]
    first.result, first.version = "not_yet_competent", 2
    first.save()
    page = client.post(url(training), mine)
    assert page.status_code == 422
    assert results(training) == ["not_yet_competent", "competent", ""]
    row = page.context["rows"][0]
    assert (len(row.errors), row.result, row.person.version) == (1, "competent", 2)
    again = sent(training, p1="competent")
    assert client.post(url(training), again).status_code == 302
    assert results(training)[0] == "competent"


def test_an_untouched_row_never_collides(cast, client, training):
    client.force_login(cast.coordinator)
    mine = sent(training, p2="competent")
    first = people(training)[0]
    first.result, first.version = "competent", 2
    first.save()
    assert client.post(url(training), mine).status_code == 302
    assert results(training) == ["competent", "competent", ""]


def test_control_characters_are_refused_with_the_row(cast, client, training):
    client.force_login(cast.coordinator)
    page = client.post(url(training), sent(training, p1="competent", p1_note="a\x07b"))
    assert page.status_code == 422
    assert results(training) == ["", "", ""]


def test_a_restricted_participant_has_no_name_here(cast, client, training):
    child = make.client(cast.palu, name="Anak Rahasia", category="ANAK_DIVERSI")
    make.enrolment(training, child)
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
def test_access(cast, client, training, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(url(training)).status_code == status
    expected = 302 if status == 200 else status
    assert client.post(url(training), sent(training, p1="competent")).status_code == expected
    assert results(training)[0] == ("competent" if status == 200 else "")


def test_anonymous_is_sent_to_the_log_in(client, training):
    assert client.get(url(training)).status_code == 302


@pytest.mark.parametrize("sheets", [["P P"], ["P P"] * 3])
def test_queries_stay(cast, client, sheets, django_assert_num_queries):
    training = held(cast, *sheets)
    client.force_login(cast.coordinator)
    client.get(url(training))
    with django_assert_num_queries(5):
        client.get(url(training))
