"""Offices of the demo world, from the ministry down to the posts, and everybody who has an account."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from pembinaan.accounts.models import Acting, Letterhead, Office, ServicePost, Signatory, User
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
HEAD_TITLE = "Kepala Bapas"

# username, name, office, role, position
USERS = [
    ("coordinator.palu", "Rina Anggreni", "BAPAS-PALU", Role.COORDINATOR, COORDINATOR_TITLE),
    ("counsellor.palu", "Yusran Mahmud", "BAPAS-PALU", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("counsellor2.palu", "Siti Nuraini", "BAPAS-PALU", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("counsellor3.palu", "Agus Wijaya", "BAPAS-PALU", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("head.palu", "Hendra Lasimpo", "BAPAS-PALU", Role.HEAD, HEAD_TITLE),
    ("coordinator.luwuk", "Lina Mokoginta", "BAPAS-LUWUK", Role.COORDINATOR, COORDINATOR_TITLE),
    ("counsellor.luwuk", "Irwan Sapii", "BAPAS-LUWUK", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("head.luwuk", "Maria Talantan", "BAPAS-LUWUK", Role.HEAD, HEAD_TITLE),
    ("regional.sulteng", "Dewi Wulansari", "KANWIL-SULTENG", Role.REGIONAL, "Kabid Pembimbingan"),
    ("coordinator.semarang", "Bayu Prakoso", "BAPAS-SEMARANG", Role.COORDINATOR, COORDINATOR_TITLE),
    ("counsellor.semarang", "Retno Palupi", "BAPAS-SEMARANG", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("head.semarang", "Wahyu Hidayat", "BAPAS-SEMARANG", Role.HEAD, HEAD_TITLE),
    ("coordinator.purwokerto", "Ningsih Utami", "BAPAS-PURWOKERTO", Role.COORDINATOR, COORDINATOR_TITLE),
    ("counsellor.purwokerto", "Tri Handoko", "BAPAS-PURWOKERTO", Role.COUNSELLOR, COUNSELLOR_TITLE),
    ("head.purwokerto", "Endang Lestari", "BAPAS-PURWOKERTO", Role.HEAD, HEAD_TITLE),
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


def make_signatories(offices, users):
    """The heads of the Bapas; of Palu also the Plh. who opened the training of the news."""
    heads = [user for user in users.values() if user.title == HEAD_TITLE]
    Signatory.objects.bulk_create(
        Signatory(
            office=head.office,
            user=head,
            name=head.name,
            employee_number=head.employee_number,
            post=f"Kepala {head.office.full_name}",
            valid_from=date(2024, 1, 1),
        )
        for head in heads
    )
    Signatory.objects.create(
        office=offices["BAPAS-PALU"],
        name="Surya Putra",
        acting=Acting.PLH,
        post="Kepala Bapas Kelas I Palu",
        valid_from=date(2025, 8, 25),
        valid_until=date(2025, 9, 12),
    )
    palu = offices["BAPAS-PALU"]
    Letterhead.objects.bulk_create(
        Letterhead(office=palu, valid_from=day, office_name=name, lines=letterhead(name))
        for day, name in ((date(2024, 1, 1), "Bapas Kelas II Palu"), (date(2025, 1, 1), "Bapas Kelas I Palu"))
    )


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
