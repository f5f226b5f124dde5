import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from pembinaan import env
from pembinaan.demo import world
from pembinaan.management.commands.demo import PASSWORD
from pembinaan.national import nation
from pembinaan.national.sizes import Sizes


class Command(BaseCommand):
    help = "Fills an empty PostgreSQL database with an invented nation, for measuring."

    def add_arguments(self, parser):
        parser.add_argument("--scale", type=float, required=True, help="1: a million clients")
        parser.add_argument("--seed", type=int, default=1, help="another number tells another nation")
        parser.add_argument("--migrate", action="store_true", help="bring the tables up to date first")
        parser.add_argument("--without-tallies", action="store_false", dest="tallies")
        parser.add_argument("--yes-this-is-not-production", action="store_true", dest="not_production")

    def handle(self, *, scale, seed, migrate, tallies, not_production, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Hanya untuk PostgreSQL: atur DATABASE_URL.")
        if not 0 < scale <= 10:
            raise CommandError("Skala lebih dari 0 dan paling banyak 10.")
        if migrate:
            call_command("migrate", interactive=False, verbosity=0)
        if not world.is_empty():
            raise CommandError("Basis data ini tidak kosong: negeri rekaan hanya untuk basis data baru.")
        if not (settings.DEVELOPMENT or not_production):
            raise CommandError(
                "Ini bukan mode pengembangan. Tambahkan --yes-this-is-not-production bila memang diinginkan."
            )
        self.make(Sizes.of(scale), seed, tallies)

    def make(self, sizes, seed, tallies):
        start, password = time.monotonic(), env.text("DEMO_PASSWORD", PASSWORD)
        users = nation.fill_nation(sizes, seed=seed, password=password, tell=self.tell)
        self.tell("semua, dengan indeks", sizes.clients, time.monotonic() - start)
        if tallies:
            start = time.monotonic()
            nation.vacuum()
            call_command("rebuild_tallies", fix=True, quiet=True, stdout=self.stdout)
            self.tell("rekap", 0, time.monotonic() - start)
        nation.vacuum()
        shown = [name for name in users if name.endswith((".001", ".01")) or name == "national"]
        self.stdout.write(f"Pengguna: {', '.join(shown)} … Kata sandi: {password}\n")

    def tell(self, name, rows, seconds):
        self.stdout.write(f"{name!s:40} {rows:>12,} {seconds:8.1f} s\n")
