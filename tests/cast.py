"""The people of every test: two Bapas of one Kanwil, one Bapas of another, and who works there."""

from types import SimpleNamespace

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from pembinaan.accounts.models import Office, Region, User
from pembinaan.accounts.roles import Role, sync_roles

PASSWORD = "kata-sandi-uji-7391"


def person(username, where, *roles, name=None, **more):
    return people([(username, where, roles, name, more)])[0]


def people(facts):
    """Users of (username, office, roles, name, more), in their order, with few queries."""
    made = User.objects.bulk_create(
        User(
            username=username,
            password=make_password(PASSWORD),
            name=name or username.replace(".", " ").title(),
            office=where,
            **more,
        )
        for username, where, _roles, name, more in facts
    )
    groups = dict(Group.objects.values_list("name", "pk"))
    through = User.groups.through
    through.objects.bulk_create(
        through(user_id=user.pk, group_id=groups[role])
        for user, (_username, _where, roles, *_rest) in zip(made, facts, strict=True)
        for role in roles
    )
    read = User.objects.select_related("office", "office__parent").in_bulk([user.pk for user in made])
    return [read[user.pk] for user in made]


def regions():
    Region.objects.bulk_create(
        [
            Region(code="72", name="Sulawesi Tengah"),
            Region(code="72.71", name="Kota Palu", parent_id="72"),
            Region(code="72.10", name="Kabupaten Sigi", parent_id="72"),
            Region(code="72.03", name="Kabupaten Donggala", parent_id="72"),
        ],
        ignore_conflicts=True,
    )


def offices():
    """Of the nation down to the Bapas, as they are saved."""
    nation = Office(code="DITJENPAS", name="Ditjenpas", level=Office.Level.NATIONAL)
    kanwil = Office(code="KANWIL-SULTENG", name="Kanwil Ditjenpas Sulawesi Tengah", parent=nation)
    other = Office(code="KANWIL-LAIN", name="Kanwil Ditjenpas Lain", parent=nation)
    kanwil.level = other.level = Office.Level.REGIONAL
    palu = Office(code="BAPAS-PALU", name="Bapas Palu", parent=kanwil, office_class="Kelas I", city="Palu")
    luwuk = Office(
        code="BAPAS-LUWUK", name="Bapas Luwuk", parent=kanwil, office_class="Kelas II", city="Luwuk"
    )
    far = Office(code="BAPAS-JAUH", name="Bapas Jauh", parent=other, time_zone="Asia/Jakarta")
    palu.level = luwuk.level = far.level = Office.Level.LOCAL
    return Office.objects.bulk_create([nation, kanwil, other, palu, luwuk, far])


def make_cast():
    sync_roles()
    nation, kanwil, other_kanwil, palu, luwuk, far = offices()
    regions()
    staff = {
        "coordinator": ("coordinator.palu", palu, [Role.COORDINATOR], "Rina Anggreni", {}),
        "counsellor": ("counsellor.palu", palu, [Role.COUNSELLOR], "Agus Wijaya", {}),
        "head": ("head.palu", palu, [Role.HEAD], "Surya Contoh", {}),
        "clerk": ("clerk.palu", palu, [], "Tanpa Peran", {}),
        "sibling": ("coordinator.luwuk", luwuk, [Role.COORDINATOR], "Lina Luwuk", {}),
        "stranger": ("coordinator.jauh", far, [Role.COORDINATOR], "Jauh Sekali", {}),
        "regional": ("regional.sulteng", kanwil, [Role.REGIONAL], "Pejabat Kanwil", {}),
        "national": ("national", nation, [Role.NATIONAL], "Pejabat Pusat", {}),
        "admin": ("admin", nation, [Role.ADMIN], "Admin", {"is_staff": True}),
    }
    return SimpleNamespace(
        nation=nation,
        kanwil=kanwil,
        other_kanwil=other_kanwil,
        palu=palu,
        luwuk=luwuk,
        far=far,
        **dict(zip(staff, people(list(staff.values())), strict=True)),
    )
