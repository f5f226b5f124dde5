import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from tests import make


def history(client, target, **more):
    kind = target._meta.label_lower
    return client.get(reverse("audit:history", args=[kind, target.pk]), **more)


@pytest.fixture
def training(cast):
    return make.training(cast.palu, title="Bawang goreng")


@pytest.fixture
def someone(cast):
    return make.client(cast.palu, name="Nama Rahasia")


def change(target, by, **changes):
    record(Verb.CHANGED, target, by=by, changes=changes)


def test_tells_who_changed_what_from_what_to_what(client, cast, training):
    change(training, cast.coordinator, title=["Bawang", "Bawang goreng"])
    client.force_login(cast.coordinator)
    (row,) = history(client, training).context["rows"]
    assert (row.entry.actor_name, row.number) == ("Rina Anggreni", 1)
    (line,) = row.changes
    assert (line.old, line.new) == ("Bawang", "Bawang goreng")
    assert line.label.lower() == str(training._meta.get_field("title").verbose_name).lower()


@pytest.mark.parametrize(("language", "day"), [("en", "3 September 2025"), ("id", "3 September 2025")])
def test_speaks_the_readers_language(client, cast, training, language, day):
    change(training, cast.coordinator, status=["draft", "running"], starts_on=["2025-09-01", "2025-09-03"])
    client.force_login(cast.coordinator)
    client.cookies["bahasa"] = language
    status, first_day = history(client, training).context["rows"][0].changes
    with translation.override(language):
        choices = dict(training._meta.get_field("status").flatchoices)
        assert (status.old, status.new) == (str(choices["draft"]), str(choices["running"]))
    assert first_day.new == day


def test_names_people_behind_keys_only_where_visible(client, cast, someone):
    change(someone, cast.coordinator, counsellor=[str(cast.counsellor.pk), str(cast.stranger.pk)])
    client.force_login(cast.coordinator)
    (line,) = history(client, someone).context["rows"][0].changes
    assert line.old == "Agus Wijaya"
    assert "Jauh" not in line.new


def test_sensitive_values_stay_masked(client, cast, someone):
    change(someone, cast.coordinator, phone=["081234567890", "089876543210"])
    client.force_login(cast.coordinator)
    page = history(client, someone).content.decode()
    assert "0812" not in page
    assert "0898" not in page


def test_numbers_run_on_over_the_pages_newest_first(client, cast, training):
    for number in range(45):
        change(training, cast.coordinator, title=[str(number), str(number + 1)])
    client.force_login(cast.coordinator)
    first = history(client, training)
    numbers = [row.number for row in first.context["rows"]]
    assert numbers == list(range(45, 5, -1))
    second = client.get(f"{first.request['PATH_INFO']}?after={first.context['page'].after}")
    assert [row.number for row in second.context["rows"]] == [5, 4, 3, 2, 1]
    back = client.get(f"{first.request['PATH_INFO']}?before={second.context['page'].before}")
    assert [row.number for row in back.context["rows"]] == numbers


@pytest.mark.parametrize("cursor", ["abc", "99999999999999999999999", "-1", "%00"])
def test_a_broken_cursor_starts_anew(client, cast, training, cursor):
    change(training, cast.coordinator, title=["a", "b"])
    client.force_login(cast.coordinator)
    address = reverse("audit:history", args=["trainings.training", training.pk])
    assert len(client.get(f"{address}?after={cursor}").context["rows"]) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_does_not_grow(client, cast, someone, rows, django_assert_num_queries):
    for number in range(rows):
        change(someone, cast.coordinator, name=[str(number), "x"], counsellor=["", str(cast.counsellor.pk)])
    client.force_login(cast.coordinator)
    history(client, someone)
    with django_assert_num_queries(8):
        history(client, someone)


def test_answers_htmx_with_the_fragment_alone(client, cast, training):
    change(training, cast.coordinator, title=["a", "b"])
    client.force_login(cast.coordinator)
    page = history(client, training, headers={"hx-request": "true"}).content.decode()
    assert page.lstrip().startswith("<section")
    assert "<html" not in page


def test_an_untouched_record_says_so(client, cast, training):
    client.force_login(cast.coordinator)
    assert history(client, training).context["rows"] == []


@pytest.mark.parametrize("name", ["sibling", "stranger", "regional", "national", "admin", "clerk"])
def test_a_client_of_another_office_has_no_history(client, cast, someone, name):
    client.force_login(getattr(cast, name))
    assert history(client, someone).status_code == 404


def test_a_restricted_client_has_no_history_for_others(client, cast, someone):
    someone.restricted_flag = True
    someone.save()
    client.force_login(cast.coordinator)
    assert history(client, someone).status_code == 404
    client.force_login(cast.head)
    assert history(client, someone).status_code == 200


def test_strangers_are_asked_to_log_in(client, cast, training):
    assert history(client, training).status_code == 302


def test_kanwil_reads_a_training_without_names_of_clients(client, cast, training):
    record(
        Verb.ENROLLED,
        training,
        by=cast.coordinator,
        changes={"names": ["", "Nama Rahasia"], "title": ["a", "b"]},
    )
    client.force_login(cast.regional)
    response = history(client, training)
    assert response.status_code == 200
    assert [line.new for line in response.context["rows"][0].changes] == ["b"]
    assert "Nama Rahasia" not in response.content.decode()


@pytest.mark.parametrize(
    "kind",
    [
        "trainings.training",
        "clients.client",
        "auth.group",
        "audit.auditentry",
        "no.such",
        "nonsense",
        "a.b.c",
    ],
)
def test_what_is_not_there_is_not_found(client, cast, kind):
    client.force_login(cast.head)
    assert client.get(f"/audit/{kind}/{uuid.uuid4()}/").status_code == 404


@pytest.mark.parametrize("odd", [{"x": [1, 2, 3]}, {"x": "text"}, {"x": None}, {"office": ["no-key", 5]}])
def test_odd_entries_are_shown_rather_than_failing(client, cast, training, odd):
    record(Verb.CHANGED, training, by=None, changes=odd)
    client.force_login(cast.coordinator)
    assert history(client, training).status_code == 200


def test_text_is_escaped(client, cast, training):
    change(training, cast.coordinator, title=["<script>alert(1)</script>", "x"])
    client.force_login(cast.coordinator)
    assert "<script>alert" not in history(client, training).content.decode()
