"""Vacancies of the demo's offices, and how far some of their graduates have come towards the work."""

from dataclasses import dataclass
from uuid import uuid4

from clients.choices import Work
from clients.models import Client
from pembinaan.accounts.models import Region
from pembinaan.demo.dating import days_ago, moment
from trainings.actions.placements import add_vacancy, close_vacancy, move_application, suggest
from trainings.choices import EnrolmentStatus, OfferOfWork
from trainings.models import Vacancy

WITHOUT_WORK = (Work.SEEKING, Work.NOT_WORKING)


@dataclass(frozen=True)
class Offer:
    """Days count back from today."""

    place: str
    title: str
    kind: str
    region: str
    programme: str
    """Whose graduates are suggested."""
    added: int
    ways: tuple
    """Of one graduate each: pairs of a move and the day, after being suggested on the day of the vacancy."""
    partner: str = ""
    employer: str = ""
    openings: int = 1
    pay: str = ""
    needs: str = ""
    closed: int = 0


OFFERS = (
    Offer(
        "palu", "Tenaga kebun sayur hidroponik", OfferOfWork.DAILY, "72.10", "hidroponik", added=24,
        ways=((("apply", 22), ("interview", 17), ("accept", 14), ("start", 9)), (("interview", 10),), ()),
        partner="tani", openings=3, pay="Rp90.000 sehari", needs="Sanggup mulai pukul 06.30",
    ),
    Offer(
        "palu", "Tukang las pagar dan kanopi", OfferOfWork.JOB, "72.71", "las-listrik", added=19,
        ways=((("apply", 16), ("interview", 8)), ()),
        employer="CV Karya Baja Palu", openings=2, pay="Rp3.100.000 sebulan",
        needs="Dapat las listrik SMAW; lulus uji praktik setengah hari",
    ),
    Offer(
        "palu", "Teknisi servis telepon genggam", OfferOfWork.APPRENTICE, "72.71", "servis-hp", added=75,
        ways=((("apply", 72), ("interview", 66), ("reject", 61)), (("withdraw", 70),)),
        partner="hp", pay="Uang makan dan transpor", closed=58,
    ),
    Offer(
        "luwuk", "Petugas cuci kendaraan", OfferOfWork.DAILY, "72.01", "cuci-kendaraan", added=15,
        ways=((("interview", 6),), ()),
        partner="cuci", openings=2, pay="Rp12.000 per motor",
    ),
)  # fmt: skip


def make_placements(world):
    for offer in OFFERS:
        Placing(world, offer).tell()


class Placing:
    """One vacancy with the graduates who were told of it."""

    def __init__(self, world, offer):
        self.world, self.offer = world, offer
        self.by = world.user("coordinator", offer.place)

    def tell(self):
        vacancy = add_vacancy(self._facts(), form_key=uuid4(), by=self.by)
        Vacancy.objects.filter(pk=vacancy.pk).update(created_at=self._at(self.offer.added))
        ways = self.offer.ways
        for client, way in zip(self._graduates()[: len(ways)], ways, strict=True):
            self._place(vacancy, client, way)
        if self.offer.closed:
            close_vacancy(vacancy=vacancy, close=True, by=self.by)
            Vacancy.objects.filter(pk=vacancy.pk).update(closed_at=self._at(self.offer.closed))

    def _facts(self):
        offer = self.offer
        return {
            "title": offer.title,
            "kind": offer.kind,
            "partner": self.world.partners.get(offer.partner),
            "employer": offer.employer,
            "region": Region.objects.get(pk=offer.region),
            "openings": offer.openings,
            "pay": offer.pay,
            "needs": offer.needs,
            "closes_on": None,
        }

    def _graduates(self):
        """Those first who had been without work since before the vacancy came in."""
        added, today = days_ago(self.world, self.offer.added), self.world.today
        rows = Client.objects.filter(
            office=self.by.office,
            ended_on=None,
            enrolments__training__programme__code=self.offer.programme,
            enrolments__status=EnrolmentStatus.COMPLETED,
        )
        free = [one for one in rows if self.world.is_free_today(one) and not one.is_restricted_on(today)]
        return sorted(
            free, key=lambda one: (one.work not in WITHOUT_WORK, one.work_since > added, one.register_number)
        )

    def _place(self, vacancy, client, way):
        suggest(vacancy=vacancy, clients=[client.pk], by=self.by)
        application = vacancy.applications.get(client=client)
        self._date_back(application)
        for move, ago in way:
            application.refresh_from_db()
            application = move_application(
                application=application,
                move=move,
                on=days_ago(self.world, ago),
                record_work=True,
                version=application.version,
                by=self.by,
            )
            application.steps.filter(stage=application.stage).update(at=self._at(ago))

    def _date_back(self, application):
        day, at = days_ago(self.world, self.offer.added), self._at(self.offer.added)
        vacancy = application.vacancy
        vacancy.applications.filter(pk=application.pk).update(stage_on=day, created_at=at)
        application.steps.update(on=day, at=at)

    def _at(self, ago):
        return moment(days_ago(self.world, ago), self.by.office)
