"""Children and protected people in the search for a walk-in: their PK finds them, nobody else does."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from pembinaan import dates
from tests import make
from trainings.actions.walk_in import add_walk_in
from trainings.models import Enrolment

NIK = "7271010101900077"
ALIAS, REGISTER = "Kenaripanggilan", "D/KENARI/PB/2025"
SEARCHES = ["Kenarirahasia", "kenarirah", ALIAS, REGISTER, NIK]


@pytest.fixture
def session(cast):
    training = make.training(cast.palu, day=dates.today(cast.palu) - timedelta(days=1))
    make.enrolment(training)
    return training.sessions.get()


def hidden(cast, kind):
    today = dates.today(cast.palu)
    facts = {
        "flagged": {"restricted_flag": True},
        "young": {"birth_date": dates.years_before(today, 18) + timedelta(days=1)},
        "child": {"category": "ANAK_PUTUSAN"},
    }
    return make.client(
        cast.palu,
        name="Kenarirahasia Uji",
        aliases=ALIAS,
        register_number=REGISTER,
        nik=NIK,
        counsellor=cast.counsellor,
        **facts[kind],
    )


def walk_in(session):
    return reverse("trainings:walk-in", args=[session.training_id, session.pk])


def to_identify(cast, session):
    row = add_walk_in(session=session, name="Orang Baru", form_key=uuid.uuid4(), by=cast.counsellor)
    return reverse("trainings:reconcile", args=[row.pk])


def take(client, address, person):
    return client.post(address, {"do": "client", "client": str(person.pk), "form_key": uuid.uuid4().hex})


def canaries(answer, sought="", signs=("Kenarirahasia", ALIAS, REGISTER, NIK)):
    """What the answer gives away; the page repeats what was typed, and that alone."""
    text = answer.content.decode() if not answer.streaming else ""
    text = text.replace(f'value="{sought}"', "") + str(answer.headers)
    return [sign for sign in signs if sign in text]


@pytest.mark.parametrize("kind", ["flagged", "young", "child"])
def test_only_the_pk_finds_and_takes_a_restricted_person(cast, session, client, kind):
    person = hidden(cast, kind)
    for address in (walk_in(session), to_identify(cast, session)):
        client.force_login(cast.coordinator)
        for words in SEARCHES:
            answer = client.post(address, {"do": "search", "q": words})
            assert (answer.status_code, answer.context["found"], canaries(answer, words)) == (200, [], [])
            assert str(person.pk) not in answer.content.decode()
        forged = take(client, address, person)
        assert (forged.status_code, canaries(forged)) == (404, [])
        client.force_login(cast.counsellor)
        for words in SEARCHES:
            found = client.post(address, {"do": "search", "q": words}).context["found"]
            assert [one.pk for one in found] == [person.pk], words
    assert not Enrolment.objects.filter(client=person).exists()
    assert take(client, walk_in(session), person).status_code == 302
    assert Enrolment.objects.get(client=person).number == 3


def test_a_pk_finds_not_the_restricted_of_another_pk(cast, session, client):
    person = hidden(cast, "flagged")
    type(person).objects.update(counsellor=None)
    client.force_login(cast.counsellor)
    answer = client.post(walk_in(session), {"do": "search", "q": "Kenarirahasia"})
    assert (answer.context["found"], canaries(answer, "Kenarirahasia")) == ([], [])
    assert take(client, walk_in(session), person).status_code == 404


def test_once_seated_nobody_else_reads_the_name(cast, session, client):
    person = hidden(cast, "flagged")
    client.force_login(cast.counsellor)
    take(client, walk_in(session), person)
    again = take(client, walk_in(session), person)
    assert again.status_code == 422  # on the list already, which the PK may know
    client.force_login(cast.coordinator)
    training, ids = session.training, [session.training_id, session.pk]
    names = ("attendance", "attendance-history", "walk-in", "quick-entry")
    pages = [reverse(f"trainings:{name}", args=ids) for name in names]
    pages += [training.get_absolute_url(), reverse("trainings:daily-summary"), reverse("home")]
    for address in pages:
        answer = client.get(address)
        # The seat shows by its register number.
        told = canaries(answer, signs=("Kenarirahasia", ALIAS, NIK))
        assert (answer.status_code, told) == (200, []), address
