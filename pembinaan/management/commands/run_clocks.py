from django.core.management.base import BaseCommand

from pembinaan.accounts.models import Office
from trainings.clocks import run_clock


class Command(BaseCommand):
    help = "Turns excuses that needed a proof and got none in time into absences. Once a day; safe to repeat."

    def handle(self, **options):
        offices = Office.objects.filter(level=Office.Level.LOCAL).order_by("code")
        lapsed = sum(run_clock(office) for office in offices)
        self.stdout.write(f"Excuses lapsed: {lapsed}")
