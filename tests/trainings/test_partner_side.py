"""What trainings tell of a partner and take from one: performance, contributions, concerns."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from partners.models import Contribution
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from tests import make
from tests.trainings.after import held
from tests.trainings.test_complete_training import complete
from trainings.models import Concern, FollowUp, Outcome, TrainingContribution
from trainings.performance import Performance
from trainings.tallying import refresh_tally


@pytest.fixture
def partner(cast):
    return make.partner(cast.palu)


def performance_url(partner):
    return reverse("trainings:partner-performance", args=[partner.pk])


@pytest.fixture
def graduates(cast, partner):
    """Three complete, one does not; after 6 months two work, of whom one uses the skill."""
    training = held(cast, "P P", "P P", "P P", "A A", partner=partner, ago=200)
    complete(cast, training)
    points = FollowUp.objects.filter(enrolment__training=training, point=6).order_by("enrolment__number")
    for follow_up, (status, uses) in zip(
        points, [("employed", True), ("own_business", False), ("seeking", None)], strict=True
    ):
        day = dates.today(cast.palu)
        Outcome.objects.create(follow_up=follow_up, on=day, channel="phone", status=status, uses_skill=uses)
        FollowUp.objects.filter(pk=follow_up.pk).update(done_on=day)
    refresh_tally(training.pk)
    return training


def shares(partner, user):
    found = Performance(partner, user).shares
    return [(round(share.numerator), round(share.denominator)) for share in found]


def test_every_share_has_its_numerator_and_denominator(cast, partner, graduates):
    assert shares(partner, cast.coordinator) == [(24, 32), (3, 4), (0, 3), (2, 3), (1, 2)]
    assert Performance(make.partner(cast.palu), cast.coordinator).sums["trainings"] == 0


def test_people_by_outcome_stay_inside_the_bapas(cast, client, partner, graduates):
    assert shares(partner, cast.regional) == [(24, 32), (3, 4)]
    client.force_login(cast.regional)
    client.cookies["bahasa"] = "en"
    page = client.get(performance_url(partner)).content.decode()
    assert "not broken down by partner" in page
    assert "graduates at work" not in page


def test_a_sibling_reads_of_its_own_trainings_only(cast, partner, graduates):
    assert Performance(partner, cast.sibling).sums["trainings"] == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_tab_is_a_page_and_a_fragment_at_a_fixed_cost(
    cast, client, partner, number, django_assert_num_queries
):
    for _training in range(number):
        training = held(cast, "P", partner=partner)
        refresh_tally(training.pk)
    client.force_login(cast.coordinator)
    client.cookies["bahasa"] = "en"
    client.get(performance_url(partner))
    with django_assert_num_queries(6):
        page = client.get(performance_url(partner)).content.decode()
    assert "<h1>" in page
    assert ("small n" in page) == (number == 1)  # 4 or 12 JP
    fragment = client.get(performance_url(partner), headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" not in fragment
    assert "JP" in fragment
    assert performance_url(partner) in client.get(partner.get_absolute_url()).content.decode()


def test_a_contribution_to_a_training_counts_for_the_partner_too(cast, client, partner):
    training = make.training(cast.palu, partner=partner)
    client.force_login(cast.coordinator)
    address = reverse("trainings:contribution-create", args=[training.pk])
    form = client.get(address).context["form"]
    assert form["partner"].value() == partner.pk
    values = {"partner": partner.pk, "kind": "tools", "day": dates.today(cast.palu), "rupiah": "1.500.000"}
    values["form_key"] = uuid.uuid4()
    page = reverse("trainings:contributions", args=[training.pk])
    for _time in range(2):
        assert client.post(address, values).url == page
    gift = Contribution.objects.get()
    assert (gift.partner, gift.office, gift.rupiah) == (partner, cast.palu, 1_500_000)
    assert TrainingContribution.objects.get().training == training
    shown = client.get(page)
    assert (shown.context["total"], shown.context["gifts"]) == (1_500_000, [gift])
    assert AuditEntry.objects.about(training).get().changes["contribution"][1].startswith(partner.name)
    wrong = client.post(address, values | {"rupiah": "", "form_key": uuid.uuid4()})
    assert list(wrong.context["form"].errors) == ["rupiah"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_contributions_of_a_training_cost_the_same(
    cast, client, partner, number, django_assert_num_queries
):
    training = make.training(cast.palu, partner=partner)
    for amount in range(number):
        gift = Contribution.objects.create(
            partner=partner, office=cast.palu, kind="money", day=dates.today(), rupiah=amount
        )
        TrainingContribution.objects.create(training=training, contribution=gift)
    client.force_login(cast.coordinator)
    page = reverse("trainings:contributions", args=[training.pk])
    client.get(page)
    with django_assert_num_queries(5):
        client.get(page)


@pytest.fixture
def training(cast, partner):
    training = make.training(cast.palu, partner=partner, day=dates.today() - timedelta(days=3), sessions=2)
    make.enrolment(training, make.client(cast.palu, name="Burhan", counsellor=cast.counsellor))
    make.enrolment(training, make.client(cast.palu, name="Sukma", restricted_flag=True))
    return training


def report(client, training, number=None, **more):
    session = training.sessions.order_by("number").last()
    person = training.enrolments.get(number=number).pk if number else ""
    values = {"session": session.pk, "enrolment": person, "partner": training.partner_id}
    values |= {"text": "Tampak sakit.", "form_key": uuid.uuid4()} | more
    address = reverse("trainings:concern-create", args=[training.pk])
    return client.post(address, values), values


def test_an_officer_reports_for_the_partner_and_the_pk_is_told(cast, client, training):
    client.force_login(cast.coordinator)
    answer, values = report(client, training, 1)
    assert answer.url == training.get_absolute_url()
    report(client, training, 1, form_key=values["form_key"])
    concern = Concern.objects.get()
    assert (concern.enrolment.number, concern.partner, concern.link) == (1, training.partner, None)
    assert AuditEntry.objects.about(concern).get().verb == "created"
    client.force_login(cast.counsellor)
    open_ = f"{reverse('trainings:concern-list')}?state=open"
    assert open_ in [task.url for task in client.get(reverse("home")).context["tasks"]]
    assert [row.pk for row in client.get(open_).context["rows"]] == [concern.pk]
    page = reverse("trainings:concern", args=[concern.pk])
    assert client.post(page, {"answer": "Diantar ke puskesmas"}).status_code == 302
    assert not client.get(open_).context["rows"]


def test_the_form_names_no_restricted_person_and_takes_nobody_else(cast, client, training):
    client.force_login(cast.coordinator)
    address = reverse("trainings:concern-create", args=[training.pk])
    page = client.get(address, {"session": str(training.sessions.get(number=1).pk)})
    assert "Burhan" in page.content.decode()
    assert "Sukma" not in page.content.decode()
    assert page.context["form"]["session"].value() == str(training.sessions.get(number=1).pk)
    other = make.enrolment(make.training(cast.palu))
    answer, _values = report(client, training, enrolment=other.pk)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["enrolment"])
    answer, _values = report(client, training, session=other.training.sessions.get().pk)
    assert list(answer.context["form"].errors) == ["session"]
    report(client, training, 2)
    assert not client.get(reverse("trainings:concern-list")).context["rows"]
