"""Two entries of a partner become one, with everything that hangs on the one that goes."""

import uuid
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.actions import change_partner, merge_partners
from partners.models import Contact, Instructor, InstructorAbsence, Licence, Partner
from pembinaan import dates
from pembinaan.audit.models import AuditEntry
from pembinaan.problems import RuleBroken
from tests import make
from trainings.booking import rebook
from trainings.models import Booking, Concern, InstructorLink, SessionInstructor, Venue


@pytest.fixture
def target(cast):
    return make.partner(cast.palu, name="UMKM Sri Rejeki", offers="bawang goreng", note="Lama")


@pytest.fixture
def source(cast):
    facts = {"owner_name": "Ibu Sri", "offers": "Bawang Goreng, keripik", "note": "Baru"}
    facts |= {"size_basis": "sales", "size_rupiah": 5, "kbli_code": "10313", "kbli_edition": "2020"}
    return make.partner(cast.palu, name="UMKM Sri", **facts)


def merge(source, target, by):
    source.refresh_from_db(), target.refresh_from_db()
    versions = {"version": source.version, "target_version": target.version}
    return merge_partners(source, target, by=by, **versions)


@pytest.fixture
def everything(cast, source, target):
    """One of each thing that refers to a partner or an instructor, also of the sibling's office."""
    today = dates.today(cast.palu)
    source.contacts.create(name="Kontak", phone="6281234567890")
    old = make.instructor(source, name="ibu sri", phone="6281111111111", skills="mengemas")
    kept = make.instructor(target, name="Ibu Sri", phone="6282222222222", is_active=False)
    alone = make.instructor(source, name="Pak Budi")
    old.absences.create(starts_on=today, ends_on=today)
    make.agreement(cast.palu, source)
    make.agreement(cast.luwuk, source)
    for partner in (source, target):
        partner.licences.create(kind="nib", number="1234567890123")
    source.licences.filter(kind="nib").update(issued_on=today)
    source.licences.create(kind="halal", number="H")
    for office in (cast.palu, cast.luwuk):
        source.contributions.create(office=office, kind="money", day=today, rupiah=1)
    Venue.objects.create(office=cast.palu, name="Dapur", partner=source)
    training = make.training(cast.palu, partner=source, sessions=2, day=today)
    training.instructors.set([old, kept, alone])
    foreign = make.training(cast.luwuk, partner=source)
    first, second = training.sessions.order_by("number")
    SessionInstructor.objects.create(session=first, instructor=old, role="lead")
    SessionInstructor.objects.create(session=first, instructor=kept, role="co")
    SessionInstructor.objects.create(session=second, instructor=old)
    InstructorLink.objects.create(
        session=first,
        instructor=old,
        secret_hash=b"x",
        expires_at=timezone.now() + timedelta(days=1),
        made_by=cast.coordinator,
        made_by_name="Rina",
    )
    Concern.objects.create(session=first, partner=source, text="Sakit")
    earlier = make.partner(cast.palu, name="UMKM Lebih Lama", is_active=False, merged_into=source)
    for row in (training, foreign):
        rebook(row.pk)
    return {"old": old, "kept": kept, "alone": alone, "training": training, "earlier": earlier}


def referring(row, *, but=()):
    """{relation: rows} of whatever still refers to the row, found through the models themselves."""
    found = {}
    for relation in row._meta.related_objects:
        name = f"{relation.related_model._meta.label}.{relation.field.name}"
        rows = relation.related_model._base_manager.filter(**{relation.field.name: row})
        if name not in but and rows.exists():
            found[name] = list(rows)
    return found


def test_everything_moves_and_nothing_is_lost(cast, source, target, everything):
    counted = (Contact, Instructor, InstructorAbsence, Licence, Partner)
    before = [model.objects.count() for model in counted]
    merge(source, target, cast.coordinator)
    source.refresh_from_db()
    old, kept = (Instructor.objects.get(pk=everything[name].pk) for name in ("old", "kept"))
    assert (source.is_active, source.merged_into) == (False, target)
    stays = {"partners.Instructor.partner": [old]}
    stays["partners.Licence.partner"] = [Licence.objects.get(partner=source)]
    assert referring(source) == stays
    assert referring(old) == {}
    # The phone that the kept entry did not have became a contact.
    assert [model.objects.count() for model in counted] == [before[0] + 1, *before[1:]]
    assert (old.is_active, kept.is_active, kept.skills) == (False, True, "mengemas")
    assert set(target.instructors.all()) == {kept, everything["alone"]}
    assert set(target.contacts.values_list("phone", flat=True)) == {"6281234567890", "6281111111111"}
    assert target.licences.get(kind="nib").issued_on is not None
    everything["earlier"].refresh_from_db()
    assert everything["earlier"].merged_into == target


def test_the_sessions_of_one_person_stay_one_each(cast, source, target, everything):
    merge(source, target, cast.coordinator)
    kept, training = everything["kept"], everything["training"]
    rows = SessionInstructor.objects.filter(session__training=training)
    assert list(rows.values_list("session__number", "instructor", "role")) == [
        (1, kept.pk, "lead"),
        (2, kept.pk, "lead"),
    ]
    assert set(training.instructors.all()) == {kept, everything["alone"]}
    held = Booking.objects.filter(subject="instructor").values_list("subject_id", flat=True)
    assert set(held) == {kept.pk}


def test_facts_are_taken_over_where_the_entry_that_stays_lacks_them(cast, source, target):
    merge(source, target, cast.coordinator)
    target.refresh_from_db()
    assert (target.owner_name, target.size_rupiah, target.kbli_code) == ("Ibu Sri", 5, "10313")
    assert (target.offers, target.note) == ("bawang goreng, keripik", "Lama\nBaru")


def test_a_merge_is_told_in_the_trail_of_all_it_touched(cast, source, target, everything):
    merge(source, target, cast.coordinator)
    told = AuditEntry.objects.about(target).get(verb="merged").changes
    assert told["merged"] == ["", "UMKM Sri"]
    assert (told["agreements"], told["contributions"], told["licences"]) == (["", 2], ["", 2], ["", 1])
    kept = AuditEntry.objects.about(source).get(verb="merged").changes
    assert kept == {"entry_kept": ["", "UMKM Sri Rejeki"]}
    entry = AuditEntry.objects.about(everything["training"]).get(verb="changed")
    assert entry.changes == {"partner": [str(source.pk), str(target.pk)]}


def test_nobody_teaches_twice_at_a_time_after_a_merge(cast, source, target):
    first, second = make.instructor(source, name="Sri"), make.instructor(target, name="Sri")
    for person in (first, second):
        training = make.training(cast.palu, partner=person.partner)
        SessionInstructor.objects.create(session=training.sessions.get(), instructor=person)
        rebook(training.pk)
    with pytest.raises(RuleBroken) as refusal:
        merge(source, target, cast.coordinator)
    assert refusal.value.codes == {"double_booked"}
    source.refresh_from_db()
    assert (source.is_active, source.merged_into) == (True, None)


def test_only_active_entries_of_the_own_office_are_merged(cast, source, target):
    foreign = make.partner(cast.luwuk)
    gone = make.partner(cast.palu, is_active=False)
    for wrong, code in ((foreign, "foreign"), (gone, "inactive"), (source, "same")):
        with pytest.raises(RuleBroken) as refusal:
            merge(source, wrong, cast.coordinator)
        assert refusal.value.codes == {code}
    with pytest.raises(RuleBroken):
        merge(source, target, cast.sibling)


def test_a_merge_of_what_has_changed_since_is_refused(cast, source, target):
    with pytest.raises(RuleBroken) as refusal:
        merge_partners(source, target, version=source.version, target_version=0, by=cast.coordinator)
    assert refusal.value.codes == {"stale"}


def test_the_page_shows_what_moves_before_it_moves(cast, client, source, target, everything):
    client.force_login(cast.coordinator)
    client.cookies["bahasa"] = "en"
    address = reverse("partners:merge", args=[source.pk])
    assert target in client.get(address).context["choose_form"].fields["into"].queryset
    page = client.get(address, {"into": str(target.pk)})
    moves = {str(label): number for label, number in page.context["moves"]}
    assert moves == {
        "Contacts": 1,
        "Instructors": 2,
        "Agreements": 2,
        "Licences": 2,
        "Contributions": 2,
        "Trainings": 2,
        "Rooms": 1,
        "Concern reports": 1,
    }
    assert "ibu sri" in page.content.decode()
    assert Partner.objects.get(pk=source.pk).is_active
    sent = page.context["form"].initial | {"into": str(target.pk)}
    assert client.post(f"{address}?into={target.pk}", sent).url == target.get_absolute_url()
    led = client.get(source.get_absolute_url())
    assert led.url == target.get_absolute_url()
    assert "UMKM Sri was merged" in client.get(led.url).content.decode()
    assert source not in client.get(reverse("partners:list")).context["rows"]


def test_a_merged_entry_can_no_longer_be_changed(cast, client, source, target):
    merge(source, target, cast.coordinator)
    source.refresh_from_db()
    client.force_login(cast.coordinator)
    for name in ("update", "contact-create", "agreement-create", "contribution-create", "merge"):
        assert client.get(reverse(f"partners:{name}", args=[source.pk])).status_code == 403
    with pytest.raises(RuleBroken) as refusal:
        change_partner(source, {"name": "Lain"}, version=source.version, by=cast.coordinator)
    assert refusal.value.codes == {"merged"}


def test_hours_and_keys_of_the_kept_instructor_win(cast, source, target):
    make.instructor(source, name="Sri", available_days="1", available_until=time(9))
    kept = make.instructor(target, name="Sri", available_days="2", form_key=uuid.uuid4())
    merge(source, target, cast.coordinator)
    kept.refresh_from_db()
    assert (kept.available_days, kept.available_until) == ("2", time(9))


@pytest.mark.parametrize("number", [1, 3])
def test_the_preview_costs_the_same(cast, client, source, target, number, django_assert_num_queries):
    for _row in range(number):
        make.instructor(source)
        make.agreement(cast.palu, source)
        make.training(cast.palu, partner=source)
    client.force_login(cast.coordinator)
    address = f"{reverse('partners:merge', args=[source.pk])}?into={target.pk}"
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
