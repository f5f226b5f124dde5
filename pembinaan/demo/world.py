"""The demo world: an invented Ditjenpas with two regions, told from today's date."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.db import transaction

from pembinaan import dates
from pembinaan.accounts.models import Office
from pembinaan.demo.catalogue import load_catalogue
from pembinaan.demo.lives import Lives
from pembinaan.demo.offices import make_offices, make_users
from pembinaan.demo.reference import load_reference
from pembinaan.demo.registers import REGISTERS, Registrar

SEED = 20250901


@dataclass
class World:
    """What is there already, while the rest is being made."""

    offices: dict
    users: dict
    today: date
    # A generator for play: every run tells the same story.
    random: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311
    clients: dict = field(default_factory=dict)
    """By place: 'palu', 'luwuk' and so on."""

    def user(self, role, place):
        return self.users[f"{role}.{place}"]

    def counsellors(self, place):
        return [user for name, user in self.users.items() if name.startswith("couns") and place in name]


def is_empty():
    """Reference data may be there already; whoever works somewhere needs an office."""
    return not Office.objects.exists()


@transaction.atomic
def fill(password, *, base=False):
    """All or nothing, so that an interrupted start leaves the database empty."""
    load_reference()
    load_catalogue()
    offices = make_offices()
    world = World(offices, make_users(offices, password), dates.today(offices["BAPAS-PALU"]))
    if not base:
        fill_registers(world)


def fill_registers(world):
    for register in REGISTERS:
        registrar = Registrar(register, world)
        world.clients[register.place] = people = registrar.people()
        Lives(registrar, people).tell()
