import time

from django.core.management.base import BaseCommand, CommandError

from pembinaan.accounts.models import Office
from trainings.recounting import Report, recount
from trainings.rolling import roll_up


class Command(BaseCommand):
    help = "Counts again what the boards add up and tells where it differs; every night, it should not."

    def add_arguments(self, parser):
        parser.add_argument("--office", help="code of one Bapas; otherwise all")
        parser.add_argument("--fix", action="store_true", help="write what was recounted")
        parser.add_argument("--quiet", action="store_true", help="only the sums")

    def handle(self, *, office, fix, quiet, **options):
        offices = Office.objects.local().order_by("code")
        offices = list(offices.filter(code=office) if office else offices)
        if not offices:
            raise CommandError(f"Tidak ada Bapas dengan kode {office}.")
        start, report = time.monotonic(), Report()
        for one in offices:
            recount(one, report, fix=fix)
        while fix and roll_up():
            pass
        self.tell(report, time.monotonic() - start, quiet=quiet)
        if report.different and not fix:
            raise CommandError("Rekap berbeda dari data. --fix menuliskan hitungan yang baru.")

    def tell(self, report, seconds, *, quiet):
        for what, cell, column, stored, recounted in [] if quiet else report.cells:
            place = " ".join(str(part) for part in cell if part != "")
            self.stdout.write(f"{what} {place} {column}: {stored} -> {recounted}\n")
        self.stdout.write(
            f"{report.compared:,} sel dibandingkan, {report.different:,} berbeda, {seconds:.1f} s\n"
        )
