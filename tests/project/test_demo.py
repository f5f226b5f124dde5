import json
import re
from collections import Counter
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction

from clients.choices import EndReason
from clients.models import Client, Consent, WorkStatus
from partners.choices import Standing
from partners.models import Agreement, Partner
from pembinaan import dates
from pembinaan.accounts.models import Office, User
from pembinaan.accounts.roles import Role
from pembinaan.accounts.signing import head_of
from tests.trainings.after import stored
from tests.trainings.naive import recount
from trainings import client_counting
from trainings.choices import (
    ComplaintState,
    EnrolmentStatus,
    Mark,
    Point,
    SessionStatus,
    Stage,
    TrainingStatus,
)
from trainings.documents.papers import press, report
from trainings.documents.papers.base import Frame
from trainings.models import (
    Application,
    Attendance,
    Complaint,
    Enrolment,
    Feedback,
    FollowUp,
    FollowUpAttempt,
    OfficeTally,
    Outcome,
    Session,
    StaleMonth,
    Training,
    Vacancy,
)
from trainings.policy import FEEDBACK_FROM

CODES = {"DITJENPAS", "KANWIL-SULTENG", "BAPAS-PALU", "BAPAS-LUWUK"}
ROLES = {
    "coordinator.palu": Role.COORDINATOR,
    "counsellor.palu": Role.COUNSELLOR,
    "head.palu": Role.HEAD,
    "coordinator.luwuk": Role.COORDINATOR,
    "regional.sulteng": Role.REGIONAL,
    "national": Role.NATIONAL,
    "admin": Role.ADMIN,
}


def demo(*arguments):
    output = StringIO()
    call_command("demo", *arguments, stdout=output)
    return output.getvalue()


@pytest.mark.django_db
class TestBase:
    def test_makes_the_offices_and_users_that_tools_rely_on(self):
        demo("--base")
        assert set(Office.objects.values_list("code", flat=True)) > CODES
        found = {user.username: user.role_names for user in User.objects.filter(username__in=ROLES)}
        assert found == {username: {role} for username, role in ROLES.items()}
        assert User.objects.get(username="admin").is_staff

    def test_prints_the_users_with_the_password_that_opens_their_accounts(self, client):
        output = demo("--base")
        assert "demo-pembinaan" in output
        assert all(username in output for username in ROLES)
        assert client.login(username="head.palu", password="demo-pembinaan")

    def test_takes_the_password_from_the_environment(self, client, monkeypatch):
        monkeypatch.setenv("DEMO_PASSWORD", "satu-kalimat-yang-panjang")
        assert "satu-kalimat-yang-panjang" in demo("--base")
        assert client.login(username="admin", password="satu-kalimat-yang-panjang")

    def test_refuses_a_database_in_which_somebody_works(self):
        demo("--base")
        with pytest.raises(CommandError, match="tidak kosong"):
            demo("--base")

    def test_does_nothing_silently_where_only_an_empty_database_is_meant(self):
        demo("--base")
        assert demo("--if-empty") == ""

    def test_refuses_to_fill_a_production_database(self, settings):
        settings.DEVELOPMENT = False
        with pytest.raises(CommandError, match="--yes-this-is-not-production"):
            demo("--base")
        assert not Office.objects.exists()
        demo("--base", "--yes-this-is-not-production")
        assert Office.objects.exists()


@pytest.fixture(scope="class")
def world(django_db_setup, django_db_blocker):
    """The whole demo, made once for the class and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo()
        yield
        transaction.set_rollback(True)


def values(rows, name):
    return set(rows.order_by().values_list(name, flat=True))


@pytest.mark.django_db
@pytest.mark.usefixtures("world")
class TestWorld:
    def test_refuses_a_second_run(self):
        with pytest.raises(CommandError, match="tidak kosong"):
            demo()

    def test_tells_the_training_of_the_news(self):
        training = Training.objects.get(title="Pelatihan Pembuatan Bawang Goreng")
        assert training.starts_on == training.ends_on == date(2025, 9, 1)
        assert training.starts_on.strftime("%A") == "Monday"
        assert (training.office.code, training.place) == ("BAPAS-PALU", "Aula Bapas Palu")
        assert (training.capacity, training.enrolments.count()) == (20, 20)
        assert training.status == TrainingStatus.COMPLETED
        assert training.programme.modules.count() == 5
        assert training.partner.name == "UMKM Bawang Goreng Sigi"
        assert training.partner.owner_name == "Sri"
        assert [person.name for person in training.instructors.all()] == ["Sri"]
        assert "UMKM" in training.strategic_programmes.get().name

    def test_the_partner_of_the_news_was_bound_by_an_agreement_that_day(self):
        agreements = Agreement.objects.filter(partner__name="UMKM Bawang Goreng Sigi")
        assert agreements.in_force(date(2025, 9, 1)).get().kind == "pks"

    def test_the_news_have_marks_results_and_five_follow_ups_each(self):
        training = Training.objects.get(starts_on=date(2025, 9, 1))
        first = Attendance.objects.filter(session__training=training, session__number=1)
        marks = Counter(first.values_list("mark", flat=True))
        assert marks == {"present": 17, "late": 1, "excused": 1, "absent": 1}
        assert training.enrolments.filter(status=EnrolmentStatus.COMPLETED).count() == 18
        follow_ups = FollowUp.objects.filter(enrolment__training=training)
        assert follow_ups.count() == 18 * len(Point)
        outcomes = Outcome.objects.filter(follow_up__in=follow_ups, follow_up__point=Point.SIX)
        assert {"own_business", "joint_business", "employed", "unknown"} <= values(outcomes, "status")
        assert outcomes.filter(has_nib=True).exists()
        assert outcomes.filter(has_pirt=True).exists()
        assert outcomes.filter(channel="unreached").exists()

    def test_the_papers_of_the_news_tell_their_facts_and_name_no_client(self):
        training, day = Training.objects.get(title="Pelatihan Pembuatan Bawang Goreng"), date(2025, 9, 1)
        told = {}
        for paper in (report, press):
            facts = paper.facts_of(training, day)
            words = {section.name: section.text for section in paper.sections(facts)}
            frame = Frame(head_of(training.office, day), "", "1 September 2025", (), "Palu")
            told[paper] = json.dumps(paper.blocks(facts, words, frame), ensure_ascii=False)
        for fact in ("Aula Bapas Palu", "UMKM Bawang Goreng Sigi", "Sri", "Bapas) Kelas I Palu", "20 Klien",
                     "Senin (1/9)", "Surya Putra", "Program Akselerasi"):  # fmt: skip
            assert fact in told[press]
        for fact in ("Aula Bapas Palu", "UMKM Bawang Goreng Sigi", "Sri", "1 September 2025", "20 peserta",
                     "18 dari 20 peserta (90%)", "17 dari 18", "Rp9.000.000", "Rp8.727.500"):  # fmt: skip
            assert fact in told[report]
        for text in told.values():
            assert all(
                topic.title.casefold() in text.casefold() for topic in training.programme.modules.all()
            )
            names = training.enrolments.values_list("client__name", flat=True)
            assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)] == []

    def test_a_training_takes_place_today(self):
        palu = Office.objects.get(code="BAPAS-PALU")
        (training,) = Training.objects.filter(office=palu, starts_on=dates.today(palu), capacity=20)
        sessions = training.sessions.order_by("number")
        clocks = [f"{dates.local(session.starts_at, palu):%H.%M}" for session in sessions]
        assert clocks == ["08.00", "13.00"]
        assert training.status == TrainingStatus.APPROVED
        assert values(training.enrolments, "status") == {EnrolmentStatus.ENROLLED}
        assert training.enrolments.count() == 20
        assert not Attendance.objects.filter(session__training=training).exists()

    def test_nobody_is_sent_to_the_same_trade_twice(self):
        rows = Enrolment.objects.filter(training__programme__code__startswith="bawang-goreng")
        assert rows.count() == len(values(rows, "client")) == 40

    def test_knows_every_state(self):
        assert values(Training.objects, "status") == set(TrainingStatus)
        assert values(Session.objects, "status") == set(SessionStatus)
        assert values(Enrolment.objects, "status") == set(EnrolmentStatus)
        assert values(Attendance.objects, "mark") == set(Mark)
        assert values(Client.objects, "end_reason") == {*EndReason, ""}
        assert Enrolment.objects.exclude(guest_name="").count() == 4

    def test_follow_ups_are_done_due_overdue_and_still_to_come(self):
        today = dates.today()
        open_now = FollowUp.objects.due_by(today).filter(closes_on__gte=today)
        assert open_now.exists()
        assert FollowUp.objects.overdue(today).exists()
        assert FollowUp.objects.upcoming(today).exists()
        assert FollowUpAttempt.objects.exists()
        assert not FollowUp.objects.filter(done_on__gt=today).exists()
        unreached = Outcome.objects.filter(channel="unreached").count()
        assert 0.05 < unreached / Outcome.objects.count() < 0.3

    def test_a_session_of_the_running_training_waits_for_its_marks(self):
        rows = Session.objects.filter(status=SessionStatus.PLANNED, day__lt=dates.today())
        (session,) = rows.exclude(training__status=TrainingStatus.CANCELLED)
        assert session.training.status == TrainingStatus.RUNNING

    def test_agreements_run_end_soon_and_are_over(self):
        standings = {row.term(dates.today()).standing for row in Agreement.objects.all()}
        assert standings == set(Standing) - {Standing.NONE}
        assert Partner.objects.filter(is_active=False).exists()

    def test_registers_look_like_those_of_an_office(self):
        palu = Client.objects.filter(office__code="BAPAS-PALU")
        assert palu.count() == 160
        assert palu.filter(category="PB").count() > 0.9 * 160
        assert 4 <= palu.filter(category__startswith="ANAK_").count() <= 6
        assert palu.filter(sex="P").exists()
        assert values(Client.objects, "office__code") == {
            "BAPAS-PALU", "BAPAS-LUWUK", "BAPAS-SEMARANG", "BAPAS-PURWOKERTO"
        }  # fmt: skip
        assert Consent.objects.filter(withdrawn_on__isnull=False).exists()

    def test_clients_pass_the_checks_of_the_record(self):
        wrong = {}
        for client in Client.objects.filter(office__code="BAPAS-LUWUK"):
            try:
                client.full_clean()
            except ValidationError as error:
                wrong[client.register_number] = error.message_dict
        assert wrong == {}

    def test_the_work_status_in_the_register_is_the_latest_entry(self):
        latest = {}
        for entry in WorkStatus.objects.order_by("on"):
            latest[entry.client_id] = (entry.status, entry.on)
        assert latest == {client.pk: (client.work, client.work_since) for client in Client.objects.all()}

    def test_tallies_equal_a_recount_of_the_facts(self):
        for training in Training.objects.all():
            assert stored(training) == recount(training), training

    def test_clients_are_counted_and_months_rolled_up(self):
        assert client_counting.recount_all(fix=False)[1:] == (0, 0)
        assert OfficeTally.objects.filter(office__code="BAPAS-PALU").exists()
        assert not StaleMonth.objects.exists()

    def test_graduates_are_on_their_way_to_work(self):
        palu = Vacancy.objects.filter(office__code="BAPAS-PALU")
        assert palu.filter(closed_at=None).count() == 2
        assert palu.filter(closed_at__isnull=False).count() == 1
        assert palu.filter(partner=None).count() == 1
        on_the_way = Application.objects.filter(vacancy__in=palu.filter(closed_at=None))
        assert values(on_the_way, "stage") == {Stage.SUGGESTED, Stage.INTERVIEW, Stage.STARTED}
        assert not Application.objects.filter(enrolment=None).exists()
        started = on_the_way.get(stage=Stage.STARTED)
        assert WorkStatus.objects.get(client=started.client, on=started.started_on).status == "casual"

    def test_participants_have_their_say(self):
        palu = Complaint.objects.filter(office__code="BAPAS-PALU")
        assert sorted(palu.values_list("state", flat=True)) == [ComplaintState.ANSWERED, ComplaintState.OPEN]
        slips = Feedback.objects.filter(training__title="Pelatihan Pembuatan Bawang Goreng")
        assert slips.count() >= FEEDBACK_FROM

    def test_no_client_is_seen_from_another_office(self):
        for user in User.objects.select_related("office"):
            seen = values(Client.objects.visible_to(user), "office__code")
            assert seen == ({user.office.code} if user.office.is_local else set())

    @pytest.mark.parametrize("username", ROLES)
    def test_every_menu_entry_opens_on_a_page_with_content(self, client, username):
        assert client.login(username=username, password="demo-pembinaan")
        home = client.get("/", follow=True)
        assert home.status_code == 200
        for entry in home.context["shell"].entries:
            page = client.get(entry.url, follow=True)
            assert page.status_code == 200, entry.url
            if entry.url_name != "clients:import-list" and "rows" in page.context:
                assert len(page.context["rows"]) > 0, entry.url

    def test_the_client_list_shows_the_people_of_the_own_office_alone(self, client):
        client.login(username="coordinator.luwuk", password="demo-pembinaan")
        rows = client.get("/clients/").context["rows"]
        assert {row.office.code for row in rows} == {"BAPAS-LUWUK"}
        assert Client.objects.count() == len(values(Client.objects, "name"))
