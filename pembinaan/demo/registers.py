"""The client registers of the demo's offices: who is under guidance, why and until when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from clients.choices import Basis, Category, Education, Sex
from clients.models import Client
from pembinaan import dates
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.demo import names

NEWS_DAY = date(2025, 9, 1)
"""Monday 1 September 2025: the training of the news item; its participants were guided before."""
NEWS_SEATS = 20

INTERESTS = (
    "Olahan pangan, pangkas rambut", "Las", "Servis HP", "Bengkel motor", "Menjahit", "Roti dan kue",
    "Bertani sayur", "Barista", "Olahan pangan", "Cuci kendaraan, bengkel", "Sablon", "",
)  # fmt: skip
STREETS = ("Cemara", "Kemiri", "Tanjung", "Merpati", "Sungai Balantak", "Anoa", "Kelapa Gading", "Dahlia")
DAYS = ("12345", "123456", "67", "135", "24", "")


@dataclass(frozen=True)
class Register:
    """How the register of one office is made up."""

    office: str
    size: int
    regions: dict
    """Codes of regencies with their weight."""
    namebook: Callable
    first_serial: int
    """Of phone and citizen numbers: no two registers share one."""
    court: str
    children: int = 0

    @property
    def place(self):
        return self.office.rpartition("-")[2].lower()


REGISTERS = (
    Register(
        "BAPAS-PALU",
        160,
        {"72.71": 45, "72.10": 25, "72.03": 14, "72.08": 10, "72.04": 3, "72.05": 3},
        names.sulawesi,
        1000,
        "PN Pal",
        children=5,
    ),
    Register(
        "BAPAS-LUWUK",
        70,
        {"72.01": 50, "72.02": 15, "72.07": 10, "72.12": 10, "72.06": 8, "72.09": 5, "72.11": 2},
        names.sulawesi,
        3000,
        "PN Lwk",
        children=2,
    ),
    Register(
        "BAPAS-SEMARANG", 40, {"33.74": 60, "33.22": 20, "33.21": 10, "33.24": 10}, names.java, 5000, "PN Smg"
    ),
    Register(
        "BAPAS-PURWOKERTO",
        40,
        {"33.02": 55, "33.03": 20, "33.01": 15, "33.04": 10},
        names.java,
        7000,
        "PN Pwt",
    ),
)
# Parole is by far the most frequent; the other kinds each stand at fixed rows, so that all are there.
OTHERS = (
    Category.CB, Category.CMB, Category.CB, Category.PIDANA_PENGAWASAN, Category.CB,
    Category.BIMBINGAN_LANJUTAN, Category.PIDANA_KERJA_SOSIAL, Category.ASIMILASI, Category.PIDANA_BERSYARAT,
)  # fmt: skip
EVERY = 14
"""Every fourteenth adult is not on parole."""
CHILDREN = (Category.ANAK_INTEGRASI, Category.ANAK_DIVERSI, Category.ANAK_PUTUSAN)
SHORT = (Category.CB, Category.CMB, Category.ASIMILASI, Category.PIDANA_KERJA_SOSIAL)
"""Last half a year at most."""
PROTECTED_ROW = 33
OVER_EVERY, OVER_AT = 9, 7
"""Of nine on parole the eighth is no longer under guidance."""


class Registrar:
    """Makes the people of one register, the same ones for the same random source and day."""

    def __init__(self, register, world):
        self.register, self.random = register, world.random
        self.office = world.offices[register.office]
        self.today = dates.today(self.office)
        self.names = register.namebook(world.random, world.names_given)
        self.counsellors = world.counsellors(register.place)
        self.coordinator = world.user("coordinator", register.place)
        self.serials = count(register.first_serial)

    def people(self):
        """Saved in one statement and numbered in the order in which their guidance began."""
        made = [self._client(row) for row in range(self.register.size)]
        for number, client in enumerate(sorted(made, key=lambda one: one.guidance_start), start=1):
            kind = client.category.replace("PIDANA_", "").replace("_", "-")[:12]
            client.register_number = f"{number * 3 + 8:04}/{kind}/{client.guidance_start.year}"
            client.derive()
        Client.objects.bulk_create(made)
        for client in made:
            record(Verb.CREATED, client, by=self.coordinator, name=client.register_number)
        return made

    def _client(self, row):
        child = row >= self.register.size - self.register.children
        category = self._category(row, child)
        start, end = self._guidance(row, category)
        sex = Sex.FEMALE if row % 17 == 5 else Sex.MALE
        client = Client(
            office=self.office,
            sex=sex,
            category=category,
            guidance_start=start,
            guidance_end=end,
            counsellor=self.counsellors[row % len(self.counsellors)],
            restricted_flag=row == PROTECTED_ROW,
            **self._identity(sex, child),
            **self._basis(category, start),
            **self._background(child),
        )
        client.nik = self._nik(client) if row % 25 != 12 else ""
        client.counsellor_name = client.counsellor.name
        return client

    def _category(self, row, child):
        if child:
            return CHILDREN[row % len(CHILDREN)]
        turn, rest = divmod(row, EVERY)
        return OTHERS[turn % len(OTHERS)] if rest == EVERY - 1 and row >= NEWS_SEATS else Category.PB

    def _guidance(self, row, category):
        """First and last day, around today; the first rows of Palu were in the news."""
        between = self.random.randint
        if category in SHORT:
            past = between(10, 140)
            return self._day(-past), self._day(between(5, 180 - past))
        over = category == Category.PB and row % OVER_EVERY == OVER_AT
        in_news = self.register.place == "palu" and row < NEWS_SEATS
        if over:
            end = self._day(-between(3, 60 if in_news else 280))
        else:
            end = self._day(between(8, 58) if row % 12 == 0 else between(60, 1000))
        if in_news:
            return NEWS_DAY - timedelta(between(40, 380)), end
        return self._day(-between(400, 820) if over else -between(20, 820)), end

    def _day(self, distance):
        return self.today + timedelta(distance)

    def _identity(self, sex, child):
        age = self.random.randint(14, 16) if child else self.random.randint(22, 57)
        place = self.random.choices(list(self.register.regions), self.register.regions.values())[0]
        serial = next(self.serials)
        return {
            "name": self.names.person(sex),
            "aliases": self.names.nickname() if self.random.random() < 0.15 else "",
            "birth_date": dates.years_before(self.today, age) - timedelta(self.random.randint(1, 360)),
            "birth_place": self.office.city,
            "region_id": place,
            "address": f"Jl. {self.random.choice(STREETS)} No. {self.random.randint(1, 98)}",
            # No mobile network uses 0800: these numbers reach nobody.
            "phone": f"62800{serial:08}" if self.random.random() < 0.9 else "",
            "phone_owner": self.random.choice(("", "", "", "", "istri", "ibu")),
        }

    def _nik(self, client):
        """Regency and district, day of birth (women 40 more), and a serial that nobody else has."""
        born = client.birth_date
        day = born.day + 40 * (client.sex == Sex.FEMALE)
        district = self.random.randint(1, 8)
        regency = client.region_id.replace(".", "")
        return f"{regency}{district:02}{day:02}{born:%m%y}{next(self.serials):04}"

    def _basis(self, category, start):
        number = self.random.randint(100, 1999)
        if category in (Category.PB, Category.CB, Category.CMB, Category.ASIMILASI):
            return {"basis": Basis.MINISTER, "basis_number": f"PAS-{number}.PK.05.09 TAHUN {start.year}"}
        if category in (Category.ANAK_DIVERSI, Category.BIMBINGAN_LANJUTAN):
            return {"basis": Basis.COURT_ORDER, "basis_number": f"{number}/Pen.Div/{start.year}"}
        return {
            "basis": Basis.COURT_RULING,
            "basis_number": f"{number}/Pid.B/{start.year}/{self.register.court}",
        }

    def _background(self, child):
        guarantor, relation = self.names.relative()
        levels = (Education.LOWER,) if child else (
            Education.PRIMARY, Education.LOWER, Education.LOWER, Education.UPPER, Education.UPPER,
            Education.UPPER, Education.DIPLOMA, Education.NONE,
        )  # fmt: skip
        return {
            "education": self.random.choice(levels),
            "interests": self.random.choice(INTERESTS),
            "available_days": self.random.choice(DAYS),
            "support_needs": "Perlu juru bahasa isyarat" if self.random.random() < 0.01 else "",
            "guarantor_name": guarantor,
            "guarantor_relation": relation,
        }
