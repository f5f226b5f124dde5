"""Offices of the demo world, from the ministry down to the posts, and everybody who has an account."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from pembinaan.accounts.models import Office, ServicePost, User
from pembinaan.accounts.roles import Role, sync_roles

NATIONAL, REGIONAL, LOCAL = Office.Level.NATIONAL, Office.Level.REGIONAL, Office.Level.LOCAL
WIB = Office.TimeZone.WIB

# code, name, level, code of the office above, and what else is known
OFFICES = [
    ("DITJENPAS", "Ditjenpas", NATIONAL, None, {"city": "Jakarta", "time_zone": WIB}),
    ("KANWIL-SULTENG", "Kanwil Ditjenpas Sulawesi Tengah", REGIONAL, "DITJENPAS", {"city": "Palu"}),
    ("BAPAS-PALU", "Bapas Palu", LOCAL, "KANWIL-SULTENG", {"city": "Palu", "office_class": "Kelas I"}),
    ("BAPAS-LUWUK", "Bapas Luwuk", LOCAL, "KANWIL-SULTENG", {"city": "Luwuk", "office_class": "Kelas II"}),
    (
        "KANWIL-JATENG",
        "Kanwil Ditjenpas Jawa Tengah",
        REGIONAL,
        "DITJENPAS",
        {"city": "Semarang", "time_zone": WIB},
    ),
    (
        "BAPAS-SEMARANG",
        "Bapas Semarang",
        LOCAL,
        "KANWIL-JATENG",
        {"city": "Semarang", "office_class": "Kelas I", "time_zone": WIB},
    ),
    (
        "BAPAS-PURWOKERTO",
        "Bapas Purwokerto",
        LOCAL,
        "KANWIL-JATENG",
        {"city": "Purwokerto", "office_class": "Kelas II", "time_zone": WIB},
    ),
]
POSTS = {
    "BAPAS-PALU": ["Mokopido", "Kabelota", "Makoyurli Leok"],
    "BAPAS-LUWUK": ["Maleo Ceria", "Sivia Patuju", "Tepo Asa Aroa"],
}
COORDINATOR_TITLE, COUNSELLOR_TITLE = "Koordinator Bimker", "Pembimbing Kemasyarakatan"

# username, name, office, role, position
USERS = [
    ("coordinator.palu", "Rina Anggreni", "BAPAS-PALU", Role.COORDINATOR, COORDINATOR_TITLE),
    ("counsellor.palu", "Yusran Mahmud", "BAPAS-PALU", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("counsellor2.palu", "Siti Nuraini", "BAPAS-PALU", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("counsellor3.palu", "Agus Wijaya", "BAPAS-PALU", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("head.palu", "Hendra Lasimpo", "BAPAS-PALU", Role.HEAD, "Kepala Bapas"),
    ("coordinator.luwuk", "Lina Mokoginta", "BAPAS-LUWUK", Role.COORDINATOR, COORDINATOR_TITLE),
    ("counsellor.luwuk", "Irwan Sapii", "BAPAS-LUWUK", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("head.luwuk", "Maria Talantan", "BAPAS-LUWUK", Role.HEAD, "Kepala Bapas"),
    ("regional.sulteng", "Dewi Wulansari", "KANWIL-SULTENG", Role.REGIONAL, "Kabid Pembimbingan"),
    ("coordinator.semarang", "Bayu Prakoso", "BAPAS-SEMARANG", Role.COORDINATOR, COORDINATOR_TITLE),
    ("counsellor.semarang", "Retno Palupi", "BAPAS-SEMARANG", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("head.semarang", "Wahyu Hidayat", "BAPAS-SEMARANG", Role.HEAD, "Kepala Bapas"),
    ("coordinator.purwokerto", "Ningsih Utami", "BAPAS-PURWOKERTO", Role.COORDINATOR, COORDINATOR_TITLE),
    ("counsellor.purwokerto", "Tri Handoko", "BAPAS-PURWOKERTO", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("head.purwokerto", "Endang Lestari", "BAPAS-PURWOKERTO", Role.HEAD, "Kepala Bapas"),
    ("regional.jateng", "Gatot Nugroho", "KANWIL-JATENG", Role.REGIONAL, "Kabid Pembimbingan"),
    ("national", "Ratna Kusumawati", "DITJENPAS", Role.NATIONAL, "Analis Pembimbingan"),
    ("admin", "Admin Pembinaan", "DITJENPAS", Role.ADMIN, "Administrator"),
]


def make_offices():
    """{code: office}"""
    made = {}
    for code, name, level, above, more in OFFICES:
        made[code] = Office.objects.create(
            code=code, name=name, level=level, parent=made.get(above), letterhead=letterhead(name), **more
        )
    ServicePost.objects.bulk_create(
        ServicePost(office=made[code], kind=ServicePost.Kind.CENTRE, name=name)
        for code, names in POSTS.items()
        for name in names
    )
    return made


def letterhead(name):
    return f"KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN\nDIREKTORAT JENDERAL PEMASYARAKATAN\n{name.upper()}"


def make_users(offices, password):
    """{username: user}, all with one password, which is hashed once."""
    sync_roles()
    groups = {group.name: group for group in Group.objects.all()}
    hashed, made = make_password(password), {}
    for username, name, code, role, title in USERS:
        user = User.objects.create(
            username=username,
            name=name,
            title=title,
            office=offices[code],
            password=hashed,
            is_staff=role == Role.ADMIN,
        )
        user.groups.add(groups[role])
        made[username] = user
    return made
