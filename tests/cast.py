"""The people of every test: two Bapas of one Kanwil, one Bapas of another, and who works there."""

from types import SimpleNamespace

from django.contrib.auth.models import Group

from pembinaan.accounts.models import Office, Region, User
from pembinaan.accounts.roles import Role, sync_roles

PASSWORD = "kata-sandi-uji-7391"


def office(code, name, level, parent=None, **more):
    return Office.objects.create(code=code, name=name, level=level, parent=parent, **more)


def person(username, where, *roles, name=None, **more):
    user = User.objects.create_user(
        username, password=PASSWORD, name=name or username.replace(".", " ").title(), office=where, **more
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    return User.objects.select_related("office", "office__parent").get(pk=user.pk)


def make_cast():
    sync_roles()
    nation = office("DITJENPAS", "Ditjenpas", Office.Level.NATIONAL)
    kanwil = office("KANWIL-SULTENG", "Kanwil Ditjenpas Sulawesi Tengah", Office.Level.REGIONAL, nation)
    other_kanwil = office("KANWIL-LAIN", "Kanwil Ditjenpas Lain", Office.Level.REGIONAL, nation)
    palu = office("BAPAS-PALU", "Bapas Palu", Office.Level.LOCAL, kanwil, office_class="Kelas I", city="Palu")
    luwuk = office(
        "BAPAS-LUWUK", "Bapas Luwuk", Office.Level.LOCAL, kanwil, office_class="Kelas II", city="Luwuk"
    )
    far = office("BAPAS-JAUH", "Bapas Jauh", Office.Level.LOCAL, other_kanwil, time_zone="Asia/Jakarta")
    sulteng, _made = Region.objects.get_or_create(code="72", defaults={"name": "Sulawesi Tengah"})
    for code, name in (("72.71", "Kota Palu"), ("72.10", "Kabupaten Sigi"), ("72.03", "Kabupaten Donggala")):
        Region.objects.get_or_create(code=code, defaults={"name": name, "parent": sulteng})
    return SimpleNamespace(
        nation=nation,
        kanwil=kanwil,
        other_kanwil=other_kanwil,
        palu=palu,
        luwuk=luwuk,
        far=far,
        coordinator=person("coordinator.palu", palu, Role.COORDINATOR, name="Rina Anggreni"),
        counsellor=person("counsellor.palu", palu, Role.COUNSELLOR, name="Agus Wijaya"),
        head=person("head.palu", palu, Role.HEAD, name="Surya Contoh"),
        clerk=person("clerk.palu", palu, name="Tanpa Peran"),
        sibling=person("coordinator.luwuk", luwuk, Role.COORDINATOR, name="Lina Luwuk"),
        stranger=person("coordinator.jauh", far, Role.COORDINATOR, name="Jauh Sekali"),
        regional=person("regional.sulteng", kanwil, Role.REGIONAL, name="Pejabat Kanwil"),
        national=person("national", nation, Role.NATIONAL, name="Pejabat Pusat"),
        admin=person("admin", nation, Role.ADMIN, name="Admin", is_staff=True),
    )
