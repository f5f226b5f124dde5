"""Offices and users of the invented nation; all users have one password."""

from random import Random

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from pembinaan.accounts.models import Office, Region, User
from pembinaan.accounts.roles import Role, sync_roles

ZONES = ((50, "Asia/Jakarta"), (60, "Asia/Makassar"), (62, "Asia/Jakarta"), (80, "Asia/Makassar"))
"""By the first two digits of a province: the last whose number is below it, else the east."""
TITLES = {
    Role.COORDINATOR: "Koordinator Bimker",
    Role.COUNSELLOR: "Pembimbing Kemasyarakatan",
    Role.HEAD: "Kepala Bapas",
    Role.REGIONAL: "Kabid Pembimbingan",
    Role.NATIONAL: "Analis Pembimbingan",
}


def zone_of(province):
    return next((zone for below, zone in ZONES if int(province) <= below), "Asia/Jayapura")


def make_offices(sizes, seed):
    """(national office, Kanwil, [(Bapas, clients, codes of its regencies)])"""
    provinces = list(Region.objects.filter(parent=None).order_by("code"))[: sizes.kanwil]
    nation = Office.objects.create(code="DITJENPAS", name="Ditjenpas Ukur", level=Office.Level.NATIONAL)
    kanwil = Office.objects.bulk_create(
        Office(
            code=f"KANWIL-{number:02}",
            name=f"Kanwil Ukur {province.name}",
            level=Office.Level.REGIONAL,
            parent=nation,
            time_zone=zone_of(province.code),
        )
        for number, province in enumerate(provinces, start=1)
    )
    return nation, kanwil, make_local(kanwil, provinces, sizes.by_office(), seed)


def make_local(kanwil, provinces, clients, seed):
    # A generator for play: the same seed tells the same nation.
    Random(seed).shuffle(clients)  # noqa: S311
    above = [place % len(kanwil) for place in range(len(clients))]
    local = Office.objects.bulk_create(
        Office(
            code=f"BAPAS-{number:03}",
            name=f"Bapas Ukur {number:03}",
            level=Office.Level.LOCAL,
            parent=kanwil[place],
            city=f"Ukur {number:03}",
            number_code=f"UKUR{number:03}",
            time_zone=kanwil[place].time_zone,
        )
        for number, place in enumerate(above, start=1)
    )
    regions = [regencies_of(provinces[place], number) for number, place in enumerate(above)]
    return list(zip(local, clients, regions, strict=True))


def regencies_of(province, number, most=5):
    codes = list(Region.objects.filter(parent=province).order_by("code").values_list("code", flat=True))
    start = number * most % len(codes)
    return (codes * 2)[start : start + most]


def make_users(nation, kanwil, local, password):
    """{username: user}"""
    sync_roles()
    hashed = make_password(password)
    wanted = [("national", Role.NATIONAL, nation)]
    wanted += [(f"regional.{number:02}", Role.REGIONAL, one) for number, one in enumerate(kanwil, start=1)]
    for number, (office, _clients, _regions) in enumerate(local, start=1):
        for role in (Role.COORDINATOR, Role.COUNSELLOR, Role.HEAD):
            wanted.append((f"{role.value}.{number:03}", role, office))
    users = User.objects.bulk_create(
        User(username=name, name=f"Petugas {name}", title=TITLES[role], office=office, password=hashed)
        for name, role, office in wanted
    )
    groups = dict(Group.objects.values_list("name", "pk"))
    member = User.groups.through
    member.objects.bulk_create(
        member(user_id=user.pk, group_id=groups[role.value])
        for user, (_name, role, _office) in zip(users, wanted, strict=True)
    )
    return {user.username: user for user in users}
