from django.core.management.base import BaseCommand

from pembinaan.accounts.export_jobs import remove_expired
from pembinaan.accounts.models import Office
from pembinaan.drafts import discard_old
from trainings.clocks import run_clock, run_seats
from trainings.rolling import roll_up


class Command(BaseCommand):
    help = (
        "Turns excuses that needed a proof and got none in time into absences, lets pauses begin and end,"
        " passes on seats that were offered and not answered in time, discards old drafts of forms,"
        " deletes expired downloads and rolls counts up for the boards. Every hour; safe to repeat."
    )

    def handle(self, **options):
        offices = Office.objects.filter(level=Office.Level.LOCAL).order_by("code")
        lapsed = sum(run_clock(office) for office in offices)
        self.stdout.write(f"Excuses lapsed: {lapsed}")
        self.stdout.write(f"Seats and pauses changed: {sum(run_seats(office) for office in offices)}")
        self.stdout.write(f"Drafts discarded: {discard_old()}")
        self.stdout.write(f"Downloads expired: {remove_expired()}")
        self.stdout.write(f"Months rolled up: {roll_up()}")
