"""The plan and the money of the fried-onion trainings: an example of a budget, no tariff of any year."""

from decimal import Decimal
from uuid import uuid4

from partners.choices import ContributionKind
from trainings.actions.contributions import add_to_training
from trainings.actions.proposal import plan_budget, record_spending, write_proposal
from trainings.choices import BudgetSource
from trainings.models import Training

TRADE = "bawang"
PROPOSAL = {
    "need": "Sebagian Klien di wilayah Palu, Sigi dan Donggala belum bekerja. Bawang goreng memakai bahan "
    "setempat dan dapat dimulai sebagai usaha rumahan dengan modal kecil.",
    "background": "Undang-Undang Nomor 22 Tahun 2022 tentang Pemasyarakatan menempatkan pembimbingan "
    "kemandirian sebagai bagian dari pembimbingan kemasyarakatan.",
    "purpose": "Membekali Klien dengan keterampilan membuat, mengemas dan menjual bawang goreng.",
    "beneficiaries": "20 Klien Pemasyarakatan yang belum bekerja dan berminat.",
    "strategy": "Seleksi oleh PK, satu hari praktik bersama pelaku usaha, pemantauan sampai 12 bulan.",
    "result": "Peserta membuat dan mengemas bawang goreng menurut langkah praktik.",
    "output_code": "",
}
# what for, source, quantity, unit, price of a unit, what was spent in the end
LINES = (
    ("Honor instruktur", BudgetSource.DIPA, 3, "orang-jam", 900_000, 2_700_000),
    ("Bahan praktik: minyak, gas, kemasan, label", BudgetSource.DIPA, 1, "paket", 1_750_000, 1_712_500),
    ("Bahan praktik: bawang merah", BudgetSource.PARTNER, 1, "paket", 1_250_000, 1_250_000),
    ("Konsumsi peserta dan panitia", BudgetSource.DIPA, 28, "orang", 60_000, 1_560_000),
    ("Transpor peserta", BudgetSource.DIPA, 20, "orang", 50_000, 900_000),
    ("Spanduk, ATK dan sertifikat", BudgetSource.DIPA, 1, "paket", 620_000, 605_000),
)
EXAMPLE = "Contoh, bukan tarif"


def write_plan(run):
    """While the training is a draft; the head approves it with its lines."""
    training = write_proposal(training=run.training, values=PROPOSAL, version=0, by=run.coordinator)
    lines = [
        {
            "name": name,
            "source": source,
            "account": "",
            "quantity": Decimal(quantity),
            "unit": unit,
            "unit_price": price,
            "note": EXAMPLE,
        }
        for name, source, quantity, unit, price, _spent in LINES
    ]
    plan_budget(training=training, lines=lines, version=training.version, by=run.coordinator)


def account_for(run):
    """What was spent, and that the onions came from the partner."""
    training = Training.objects.get(pk=run.training.pk)
    spent = {name: rupiah for name, *_plan, rupiah in LINES}
    amounts = {line.pk: (spent[line.name], line.note) for line in training.budget_lines.all()}
    record_spending(training=training, amounts=amounts, version=training.version, by=run.coordinator)
    values = {
        "kind": ContributionKind.MATERIALS,
        "day": training.starts_on,
        "rupiah": 1_250_000,
        "note": "Bawang merah untuk praktik",
    }
    add_to_training(
        training=training, partner=run.partner, values=values, form_key=uuid4(), by=run.coordinator
    )
