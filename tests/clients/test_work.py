from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from clients.actions.work import record_work_status
from clients.models import WorkStatus
from pembinaan.audit.models import AuditEntry
from pembinaan.dates import today
from pembinaan.problems import RuleBroken
from tests import make


@pytest.fixture
def subject(cast):
    return make.client(cast.palu)


def record(subject, cast, status, *, days_ago=0, occupation="", form_key=None):
    return record_work_status(
        client=subject,
        status=status,
        on=today(cast.palu) - timedelta(days=days_ago),
        occupation=occupation,
        form_key=form_key or uuid4(),
        by=cast.counsellor,
    )


def now(subject):
    subject.refresh_from_db()
    return subject.work, subject.work_since


def test_the_latest_by_date_counts_whatever_the_order_of_typing(cast, subject):
    record(subject, cast, "employed", days_ago=1, occupation="Pangkas rambut")
    record(subject, cast, "seeking", days_ago=30, occupation="Buruh")
    assert now(subject) == ("employed", today(cast.palu) - timedelta(days=1))
    assert subject.occupation == "Pangkas rambut"
    assert WorkStatus.objects.count() == 2


def test_the_same_day_again_corrects_that_day(cast, subject):
    first = record(subject, cast, "seeking")
    second = record(subject, cast, "casual", occupation="Buruh bangunan")
    assert first.pk == second.pk
    assert (second.status, second.version) == ("casual", 2)
    assert now(subject)[0] == "casual"


def test_the_same_form_sent_twice_is_one(cast, subject):
    key = uuid4()
    record(subject, cast, "seeking", form_key=key)
    record(subject, cast, "seeking", form_key=key)
    assert WorkStatus.objects.count() == 1
    assert AuditEntry.objects.about(subject).count() == 1


def test_no_future(cast, subject):
    with pytest.raises(RuleBroken) as refused:
        record(subject, cast, "employed", days_ago=-1)
    assert refused.value.codes == {"in_future"}
    assert now(subject) == ("unknown", None)


def test_it_is_recorded(cast, subject):
    record(subject, cast, "employed")
    entry = AuditEntry.objects.about(subject).get()
    assert (entry.verb, entry.changes["work"]) == ("changed", ["unknown", "employed"])


def test_three_taps_from_the_page_of_the_client(client, cast, subject):
    client.force_login(cast.counsellor)
    url = reverse("clients:work", args=[subject.pk])
    assert url in client.get(subject.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    shown = {"form_key": str(form["form_key"].value()), "on": form["on"].value().isoformat()}
    response = client.post(url, shown | {"status": "employed"})
    assert response.url == subject.get_absolute_url()
    assert now(subject) == ("employed", today(cast.palu))


def test_errors_keep_what_was_typed(client, cast, subject):
    client.force_login(cast.counsellor)
    tomorrow = today(cast.palu) + timedelta(days=1)
    values = {"form_key": str(uuid4()), "on": tomorrow.isoformat(), "status": "casual", "occupation": "Ojek"}
    response = client.post(reverse("clients:work", args=[subject.pk]), values)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"on"}
    assert 'value="Ojek"' in response.content.decode()


def test_the_head_reads_the_history_without_a_form(client, cast, subject):
    record(subject, cast, "casual", occupation="Buruh bangunan")
    client.force_login(cast.head)
    page = client.get(reverse("clients:work", args=[subject.pk])).content.decode()
    assert "Buruh bangunan" in page
    assert "Agus Wijaya" in page
    assert 'name="status"' not in page
