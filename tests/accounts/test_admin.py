import pytest
from django.contrib.auth.models import Group

from pembinaan.accounts.models import AccessLink, Holiday, Office, StrategicProgramme, User
from pembinaan.audit.models import AuditEntry
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from tests import make

USERS = "/admin/accounts/user/"


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.admin)
    return client


def fields(user, **changes):
    values = {
        "username": user.username,
        "name": user.name,
        "employee_number": user.employee_number,
        "title": user.title,
        "email": user.email,
        "office": user.office_id,
        "groups": list(user.groups.values_list("pk", flat=True)),
        "is_active": "on" if user.is_active else "",
    }
    return values | changes


def roles(*names):
    return list(Group.objects.filter(name__in=names).values_list("pk", flat=True))


def change(client, user, **changes):
    return client.post(f"{USERS}{user.pk}/change/", fields(user, **changes))


def trail(target):
    return list(AuditEntry.objects.about(target).exclude(verb=Verb.LOGGED_IN).order_by("pk"))


def test_nobody_logs_in_around_our_own_page(client, cast):
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    response = client.get("/admin/login/?next=/admin/accounts/user/")
    assert response["Location"] == "/accounts/login/?next=%2Fadmin%2Faccounts%2Fuser%2F"
    client.post("/admin/login/", {"username": "admin", "password": "kata-sandi-uji-7391"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["head", "coordinator", "regional", "clerk"])
def test_others_are_turned_away(client, cast, name):
    client.force_login(getattr(cast, name))
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get(USERS, follow=True).status_code == 403


def test_staff_without_the_role_is_turned_away(client, cast):
    User.objects.filter(pk=cast.head.pk).update(is_staff=True)
    client.force_login(cast.head)
    assert client.get("/admin/", follow=True).status_code == 403


def test_only_our_own_pages_are_there(admin):
    admin.get("/admin/")
    User.objects.filter(username="admin").update(is_superuser=True)
    page = admin.get("/admin/").content.decode()
    assert "/admin/accounts/office/" in page
    assert "/admin/mfa/" not in page
    assert "/admin/account/" not in page
    assert "/admin/clients/" not in page


def test_a_new_user_gets_roles_no_password_and_an_entry(admin, cast):
    values = fields(
        cast.clerk, username="baru", name="Orang Baru", groups=roles("counsellor"), is_active="on"
    )
    assert admin.post(f"{USERS}add/", values).status_code == 302
    made = User.objects.get(username="baru")
    assert not made.has_usable_password()
    assert (made.role_names, made.is_staff, made.is_superuser) == ({"counsellor"}, False, False)
    created, given = trail(made)
    assert (created.verb, created.actor_id) == ("created", cast.admin.pk)
    assert given.changes == {"groups": ["", "counsellor"]}


def test_a_change_is_recorded_with_old_and_new(admin, cast):
    assert change(admin, cast.clerk, title="Staf").status_code == 302
    (entry,) = trail(cast.clerk)
    assert (entry.verb, entry.changes) == ("changed", {"title": ["", "Staf"]})


def test_saving_without_a_change_records_nothing(admin, cast):
    change(admin, cast.clerk)
    assert trail(cast.clerk) == []


def test_the_admin_role_alone_opens_the_admin(admin, cast):
    change(admin, cast.clerk, groups=roles("admin"))
    assert User.objects.get(pk=cast.clerk.pk).is_staff
    change(admin, cast.clerk, groups=roles("head"))
    assert not User.objects.get(pk=cast.clerk.pk).is_staff


@pytest.mark.parametrize("extra", ["is_superuser", "is_staff", "user_permissions", "password"])
def test_no_field_gives_more_than_roles(admin, cast, extra):
    before = User.objects.get(pk=cast.clerk.pk)
    change(admin, cast.clerk, **{extra: "1"})
    after = User.objects.get(pk=cast.clerk.pk)
    assert (after.is_superuser, after.is_staff, after.password) == (False, False, before.password)
    assert not after.user_permissions.exists()


def test_a_superuser_cannot_be_changed_or_invited_by_less(admin, cast):
    User.objects.filter(pk=cast.national.pk).update(is_superuser=True)
    assert change(admin, cast.national, name="Lain").status_code == 403
    admin.post(f"{USERS}{cast.national.pk}/access-link/")
    assert not AccessLink.objects.exists()


def test_a_role_must_fit_the_kind_of_office(admin, cast):
    response = change(admin, cast.clerk, groups=roles("regional"))
    assert list(response.context["adminform"].form.errors) == ["groups"]


def test_administrators_cannot_lock_themselves_out(admin, cast):
    response = change(admin, cast.admin, groups=[], is_active="")
    assert set(response.context["adminform"].form.errors) == {"groups", "is_active"}


def test_an_admin_of_one_office_sees_only_that_office(client, cast):
    User.objects.filter(pk=cast.clerk.pk).update(is_staff=True)
    cast.clerk.groups.set(Group.objects.filter(name="admin"))
    client.force_login(User.objects.get(pk=cast.clerk.pk))
    page = client.get(USERS).content.decode()
    assert cast.head.name in page
    assert cast.sibling.name not in page
    assert client.get(f"{USERS}{cast.sibling.pk}/change/").status_code == 302
    client.post(f"{USERS}{cast.sibling.pk}/access-link/")
    assert not AccessLink.objects.exists()
    moved = change(client, cast.head, office=cast.luwuk.pk)
    assert "office" in moved.context["adminform"].form.errors


def test_the_access_link_is_shown_once(admin, cast):
    address = f"{USERS}{cast.clerk.pk}/access-link/"
    assert not admin.get(address).context.get("link")
    link = admin.post(address).context["link"]
    assert link.startswith("http://testserver/accounts/access/")
    assert AccessLink.objects.get().user == cast.clerk
    assert link not in admin.get(address).content.decode()
    assert trail(cast.clerk)[-1].verb == "invited"


def test_offices_and_users_are_never_deleted(admin, cast):
    assert admin.post(f"{USERS}{cast.clerk.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin.post(f"/admin/accounts/office/{cast.far.pk}/delete/", {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [str(cast.clerk.pk)], "post": "yes"}
    admin.post(USERS, selected)
    assert User.objects.filter(pk=cast.clerk.pk).exists()


@pytest.mark.parametrize("address", ["accounts/user/", "accounts/holiday/", "audit/auditentry/"])
@pytest.mark.parametrize("key", ["abc", "1 OR 1=1", "99999999999999999999999"])
def test_a_hand_made_selection_is_no_fault_of_the_server(admin, cast, address, key):
    Holiday.objects.create(day="2025-08-17", name="Hari Kemerdekaan")
    response = admin.post(f"/admin/{address}", {"action": "delete_selected", "_selected_action": [key]})
    assert response.status_code in {200, 302}
    assert Holiday.objects.count() == 1


def test_removing_reference_data_is_recorded(admin, cast):
    first = StrategicProgramme.objects.create(name="Satu", first_year=2024)
    second = StrategicProgramme.objects.create(name="Dua", first_year=2025)
    base = "/admin/accounts/strategicprogramme/"
    admin.post(f"{base}{first.pk}/delete/", {"post": "yes"})
    admin.post(base, {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"})
    assert not StrategicProgramme.objects.exists()
    removed = AuditEntry.objects.filter(verb="deleted").values_list("target_name", flat=True)
    assert set(removed) == {"Satu", "Dua"}


def test_the_history_in_the_admin_comes_from_the_audit_trail(admin, cast):
    change(admin, cast.clerk, title="Staf")
    page = admin.get(f"{USERS}{cast.clerk.pk}/history/").content.decode()
    assert "Staf" in page
    assert "Admin" in page


def test_roles_can_be_read_but_not_changed(admin):
    group = Group.objects.get(name="head")
    page = admin.get(f"/admin/auth/group/{group.pk}/change/")
    assert page.status_code == 200
    assert admin.post(f"/admin/auth/group/{group.pk}/change/", {"name": "x"}).status_code == 403


def test_the_trail_in_the_admin_names_no_client(admin, cast):
    someone = make.client(cast.palu, name="Nama Rahasia")
    record(
        Verb.CHANGED,
        someone,
        by=cast.coordinator,
        changes={"name": ["Nama Rahasia", "Nama Lain"]},
        name="Nama Rahasia",
    )
    entry = AuditEntry.objects.first()
    pages = [
        admin.get("/admin/audit/auditentry/"),
        admin.get(f"/admin/audit/auditentry/{entry.pk}/change/"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "Rina Anggreni" in page.content.decode()
        assert "Nama Rahasia" not in page.content.decode()
    found = admin.get("/admin/audit/auditentry/?q=Rahasia").context["cl"].result_count
    assert found == 0


def test_the_trail_cannot_be_changed_in_the_admin(admin, cast):
    record(Verb.CHANGED, cast.palu, by=cast.head)
    entry = AuditEntry.objects.first()
    base = f"/admin/audit/auditentry/{entry.pk}/"
    assert admin.post(f"{base}change/", {"actor_name": "x"}).status_code == 403
    assert admin.post(f"{base}delete/", {"post": "yes"}).status_code == 403
    assert admin.get("/admin/audit/auditentry/add/").status_code == 403


def test_an_office_can_be_added_below_the_right_one(admin, cast):
    values = {
        "code": "BAPAS-BARU",
        "name": "Bapas Baru",
        "level": "local",
        "parent": cast.nation.pk,
        "time_zone": "Asia/Makassar",
        "edit_window_days": 3,
        "offer_hours": 24,
        "is_active": "on",
    }
    response = admin.post("/admin/accounts/office/add/", values)
    assert "parent" in response.context["adminform"].form.errors
    admin.post("/admin/accounts/office/add/", values | {"parent": cast.kanwil.pk})
    assert [entry.verb for entry in trail(Office.objects.get(code="BAPAS-BARU"))] == ["created"]
