"""What became of the clients meanwhile: work, consents, and guidances that ended."""

from datetime import timedelta
from uuid import uuid4

from clients.actions.consents import give_consent, withdraw_consent
from clients.actions.register import end_client
from clients.choices import Category, EndReason, Proof, Purpose, Work
from clients.models import Client, Consent, WorkStatus

# How often each stands in the register, and what people then do.
WORK = {
    Work.CASUAL: (32, ("Buruh bangunan", "Buruh tani", "Ojek", "Bongkar muat pasar", "Pemetik kelapa")),
    Work.OWN_BUSINESS: (20, ("Warung kopi", "Jual ikan", "Jual gorengan", "Tambal ban", "Kebun sayur")),
    Work.EMPLOYED: (13, ("Karyawan bengkel", "Penjaga toko", "Sopir", "Karyawan gudang")),
    Work.JOINT_BUSINESS: (4, ("Kelompok ternak", "Kelompok nelayan")),
    Work.SEEKING: (15, ("",)),
    Work.NOT_WORKING: (10, ("",)),
    Work.STUDYING: (2, ("Kejar Paket C",)),
    Work.UNKNOWN: (4, ("",)),
}
CONSENTED = {
    Purpose.PHOTO_PRESS: 0.5,
    Purpose.SHARE_PARTNER: 0.35,
    Purpose.AFTER_TERM: 0.3,
    Purpose.OFFICIAL_CERTIFICATE: 0.12,
}
# The usual reason first; each of the others happens once in a large register.
ENDINGS = (
    (EndReason.COMPLETED, "Masa bimbingan selesai"),
    (EndReason.TRANSFERRED, "Pindah domisili, dilimpahkan"),
    (EndReason.COMPLETED, "Masa bimbingan selesai"),
    (EndReason.MOVED_UNKNOWN, "Tidak ditemukan pada tiga kunjungan"),
    (EndReason.COMPLETED, "Masa bimbingan selesai"),
    (EndReason.BROKE_CONDITIONS, "Tiga kali berturut-turut tidak wajib lapor"),
    (EndReason.DIED, "Surat kematian dari kelurahan"),
    (EndReason.NEW_OFFENCE, "Ditahan dalam perkara baru"),
)


class Lives:
    def __init__(self, registrar, people):
        self.random, self.today = registrar.random, registrar.today
        self.by, self.people = registrar.coordinator, people

    def tell(self):
        self._work()
        self._consents()
        self._endings()

    def _work(self):
        """One to three dated entries each; the last one stands in the client's own record."""
        entries = [entry for client in self.people for entry in self._career(client)]
        WorkStatus.objects.bulk_create(entries)
        for entry in entries:
            client = entry.client
            client.work, client.work_since = entry.status, entry.on
            client.occupation = entry.occupation or client.occupation
        Client.objects.bulk_update(self.people, ["work", "work_since", "occupation"])

    def _career(self, client):
        days = sorted(self._days_of_entries(client))
        for number, day in enumerate(days, start=1):
            status = self._status(client, is_first=number < len(days))
            yield WorkStatus(
                client=client,
                on=day,
                status=status,
                occupation=self.random.choice(WORK[status][1]),
                recorded_by_name=client.counsellor.name,
            )

    def _days_of_entries(self, client):
        """The day of the guidance's start, perhaps one between, and mostly one of the last 90 days."""
        start, last = client.guidance_start, min(self.today, client.guidance_end)
        span = (last - start).days
        recent = self.random.randint(1, 85) if self.random.random() < 0.75 else self.random.randint(95, 240)
        between = [start + timedelta(self.random.randint(0, span))] if self.random.random() < 0.4 else []
        return {start, *between, max(start, last - timedelta(recent))}

    def _status(self, client, *, is_first):
        if client.category.startswith("ANAK_"):
            return Work.STUDYING
        weights = [weight for weight, _occupations in WORK.values()]
        if is_first:
            return self.random.choice((Work.NOT_WORKING, Work.SEEKING, Work.CASUAL))
        return self.random.choices(list(WORK), weights)[0]

    def _consents(self):
        made = [
            Consent(client=client, purpose=purpose, given_on=self._asked(client), proof=self._proof(client))
            for client in self.people
            for purpose, share in CONSENTED.items()
            if self.random.random() < share
        ]
        Consent.objects.bulk_create(made)
        self._one_by_hand(made)

    def _one_by_hand(self, made):
        """A consent that was taken back, and a spoken one: both with their entries in the trail."""
        withdraw_consent(
            consent=made[0], on=self.today, note="Tidak ingin lagi tampil dalam foto", by=self.by
        )
        without = [one for one in self.people if one not in {consent.client for consent in made}]
        client = next(one for one in without if one.category == Category.PB)
        give_consent(
            client=client,
            purpose=Purpose.AFTER_TERM,
            given_on=self.today,
            proof=Proof.SPOKEN,
            note="Disampaikan saat wajib lapor di kantor",
            form_key=uuid4(),
            by=client.counsellor,
        )

    def _asked(self, client):
        return min(self.today, client.guidance_start + timedelta(self.random.randint(0, 60)))

    def _proof(self, client):
        if client.category.startswith("ANAK_"):
            return Proof.GUARDIAN
        return self.random.choice((Proof.SIGNED, Proof.SIGNED, Proof.MESSAGE))

    def _endings(self):
        """Guidances whose last day is over end on it; those that end for another reason, some days before."""
        over = [client for client in self.people if client.guidance_end < self.today]
        for number, client in enumerate(over):
            reason, note = ENDINGS[number % len(ENDINGS)]
            early = 0 if reason == EndReason.COMPLETED else self.random.randint(5, 60)
            on = client.guidance_end - timedelta(early)
            end_client(client=client, reason=reason, on=on, note=note, by=self.by)
            client.refresh_from_db()
