"""The demo world: an invented Ditjenpas with two regions, told from today's date."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.db import transaction

from clients.following import NEW, facts_changed
from pembinaan import dates
from pembinaan.accounts.models import Office
from pembinaan.demo.catalogue import load_catalogue
from pembinaan.demo.lives import Lives
from pembinaan.demo.months import tell_months
from pembinaan.demo.offices import make_offices, make_signatories, make_users
from pembinaan.demo.partners import make_partners
from pembinaan.demo.placements import make_placements
from pembinaan.demo.plans import PLANS
from pembinaan.demo.reference import load_reference
from pembinaan.demo.registers import REGISTERS, Registrar
from pembinaan.demo.runs import Run
from pembinaan.demo.voices import make_voices
from trainings.client_counting import recounted_at_the_end
from trainings.rolling import roll_up
from trainings.tallying import postponed

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
    names_given: set = field(default_factory=set)
    partners: dict = field(default_factory=dict)
    busy_until: dict = field(default_factory=dict)
    """Last day of the training that a client was put on the list of last."""
    turns: Counter = field(default_factory=Counter)
    learned: set = field(default_factory=set)
    """Pairs of a client and a trade: nobody is sent to the same one twice."""

    def user(self, role, place):
        return self.users[f"{role}.{place}"]

    def counsellors(self, place):
        return [user for name, user in self.users.items() if name.startswith("couns") and place in name]

    def choose(self, plan, training):
        """Whom the office puts forward: under guidance then, free, and those first who had fewer turns."""
        free = [
            client
            for client in self.clients[plan.place]
            if self._is_free(client, training) and (client.pk, plan.trade) not in self.learned
        ]
        kept = [client for client in free if client.is_restricted_on(self.today)][: plan.restricted]
        others = [client for client in free if not client.is_restricted_on(self.today)]
        others.sort(key=lambda client: self.turns[client.pk])
        chosen = (kept + others)[: plan.people + plan.nominated]
        for client in chosen:
            self.turns[client.pk] += 1
            self.busy_until[client.pk] = training.ends_on
            self.learned.add((client.pk, plan.trade))
        return sorted(chosen[: plan.people], key=lambda one: one.sort_name) + chosen[plan.people :]

    def _is_free(self, client, training):
        under_guidance = client.guidance_start < training.starts_on and training.ends_on < client.guidance_end
        still_there = client.ended_on is None or client.ended_on > training.ends_on
        return under_guidance and still_there and self._was_free_on(client, training.starts_on)

    def is_free_today(self, client):
        return self._was_free_on(client, self.today)

    def _was_free_on(self, client, day):
        return self.busy_until.get(client.pk, date.min) < day


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
    make_signatories(offices, world.users)
    if not base:
        # Clients are counted after the trainings, as in every action.
        with recounted_at_the_end(), postponed():
            tell(world)
        # Months are sent with what has been counted.
        while roll_up():
            pass
        tell_months(world)


def tell(world):
    fill_registers(world)
    world.partners = make_partners(world)
    for plan in PLANS:
        Run(world, plan).make()
    make_placements(world)
    make_voices(world)


def fill_registers(world):
    for register in REGISTERS:
        registrar = Registrar(register, world)
        world.clients[register.place] = people = registrar.people()
        Lives(registrar, people).tell()
        facts_changed([client.pk for client in people], NEW)
