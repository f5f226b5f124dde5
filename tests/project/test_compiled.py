"""SQL that is written once says the same as SQL written for the occasion."""

from uuid import UUID

import pytest
from django.contrib.auth.models import Permission

from pembinaan import dates
from pembinaan.accounts.backends import rights_of
from pembinaan.accounts.models import User
from pembinaan.compiled import compiled
from tests import make
from trainings.actions.attendance import _people, _sheet, _sheet_of_office, record_attendance
from trainings.models import Session
from trainings.rules.attendance import opens_at
from trainings.sheet import Entry, Said


def facts(rows):
    """Rows, or records with what was read beside their own columns."""
    return [row if isinstance(row, tuple) else {**vars(row), "_state": None} for row in rows]


def fresh(rows, *values):
    return facts(rows.__wrapped__(*values))


@pytest.fixture
def sheets(cast):
    """Two sheets of different offices, one of them written in twice."""
    for office in (cast.palu, cast.luwuk):
        training = make.training(office)
        make.enrolment(training)
        make.enrolment(training)
    session = Session.objects.get(training__office=cast.palu)
    for mark in ("present", "absent"):
        record_attendance(session=session, marks=[Entry(1, Said(mark))], by=cast.coordinator)
    return list(Session.objects.order_by("pk"))


def test_each_sheet_is_read_as_by_a_query_of_its_own(sheets, cast):
    for session in sheets:
        place = (session.training_id, session.pk, opens_at(session))
        assert facts(_people(*place)) == fresh(_people, *place) != []
        assert facts(_sheet(session.pk)) == fresh(_sheet, session.pk) != []
        for office in (cast.palu, cast.luwuk):
            found = facts(_sheet_of_office(session.pk, office.pk))
            assert found == fresh(_sheet_of_office, session.pk, office.pk)
            assert bool(found) == (session.training.office == office)


def test_each_user_has_the_rights_of_their_roles(cast):
    found = {user.username: set(rights_of(user.pk, dates.today(user.office))) for user in User.objects.all()}
    for user in User.objects.all():
        rights = Permission.objects.filter(group__in=user.groups.all())
        names = rights.values_list("content_type__app_label", "codename")
        assert found[user.username] == set(names)
        assert user.get_all_permissions() == {f"{app}.{name}" for app, name in names}
    assert len(set(map(frozenset, found.values()))) > 2


def test_the_queryset_is_made_once(cast):
    made = []

    @compiled(UUID)
    def named(pk):
        made.append(pk)
        return User.objects.filter(pk=pk).exclude(name="100%").values_list("name", flat=True)

    names = [named(user.pk) for user in User.objects.order_by("name")]
    assert names == [[user.name] for user in User.objects.order_by("name")]
    assert len(made) == 1


def test_values_that_are_computed_with_are_refused(db):
    @compiled(UUID)
    def after(pk):
        return User.objects.filter(pk=UUID(int=pk.int + 1))

    with pytest.raises(ValueError, match="after"):
        after(UUID(int=1))
