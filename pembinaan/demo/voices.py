"""What participants of the demo say: slips after the training of the news, and complaints."""

from dataclasses import dataclass
from uuid import uuid4

from pembinaan.demo.dating import days_ago, moment
from pembinaan.demo.plans import NEWS
from trainings.actions.complaints import answer_complaint, register_complaint
from trainings.actions.feedback import record_feedback
from trainings.choices import ComplaintAbout
from trainings.models import Complaint, Feedback, Training

# What was taught, the instructor, how one was treated, and a remark.
SLIPS = (
    (5, 5, 5, "Bu Sri sabar menjelaskan dan mau mengulang"),
    (5, 4, 5, ""),
    (4, 5, 4, "Sehari kurang, mohon ada latihan lanjutan"),
    (5, 5, 5, ""),
    (3, 4, 4, "Kompor hanya dua, menunggu giliran lama"),
    (4, 4, 5, ""),
    (5, 5, 4, "Ingin dibantu mengurus P-IRT"),
    (4, 3, 5, ""),
    (5, 5, 5, ""),
)


@dataclass(frozen=True)
class Grievance:
    """Days count back from today; `answered` at 0 waits for its answer."""

    place: str
    about: str
    training: str
    text: str
    received: int
    answered: int = 0
    answer: str = ""
    told: str = "coordinator"
    """Role of who wrote it down, and reads it besides the head."""


GRIEVANCES = (
    Grievance(
        "palu", ComplaintAbout.PAYMENT, "Sayuran Hidroponik",
        "Uang transpor hari kedua belum diterima, padahal daftar tanda terima sudah ditandatangani.",
        received=26, answered=19,
        answer="Sudah diperiksa bersama bendahara: pembayaran hari kedua tertunda dan telah diserahkan.",
    ),
    Grievance(
        "palu", ComplaintAbout.TRAINING, "Menjahit Dasar",
        "Mesin jahit yang berfungsi hanya separuh, sehingga sebagian peserta tidak sempat praktik.",
        received=5, told="counsellor",
    ),
    Grievance(
        "luwuk", ComplaintAbout.DATA, "Cuci dan Salon Kendaraan",
        "Foto peserta dipasang di media sosial tempat praktik tanpa ditanyakan lebih dahulu.",
        received=3,
    ),
)  # fmt: skip


def make_voices(world):
    _tell_feedback(world)
    for grievance in GRIEVANCES:
        _tell_complaint(world, grievance)


def _tell_feedback(world):
    by = world.user("coordinator", NEWS.place)
    training = Training.objects.get(office=by.office, title=NEWS.title)
    names = ("content", "teaching", "treatment", "remark")
    slips = [dict(zip(names, slip, strict=True)) for slip in SLIPS]
    record_feedback(training=training, slips=slips, given_on=training.ends_on, form_key=uuid4(), by=by)
    at = moment(training.ends_on, by.office)
    Feedback.objects.filter(training=training).update(created_at=at)


def _tell_complaint(world, grievance):
    by, head = world.user(grievance.told, grievance.place), world.user("head", grievance.place)
    received_on = days_ago(world, grievance.received)
    values = {
        "about": grievance.about,
        "training": Training.objects.get(office=by.office, title=grievance.training),
        # Said at the counter by somebody who did not want to be named.
        "client": None,
        "text": grievance.text,
        "received_on": received_on,
    }
    complaint = register_complaint(values=values, form_key=uuid4(), by=by)
    Complaint.objects.filter(pk=complaint.pk).update(created_at=moment(received_on, by.office))
    if grievance.answered:
        on = days_ago(world, grievance.answered)
        answer_complaint(complaint=complaint, answer=grievance.answer, on=on, by=head)
