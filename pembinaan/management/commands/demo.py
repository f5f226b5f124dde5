from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from pembinaan import env
from pembinaan.demo import world
from pembinaan.demo.offices import USERS

PASSWORD = "demo-pembinaan"  # noqa: S105  printed for everybody to read


class Command(BaseCommand):
    help = "Fills an empty database with an invented world in which everything can be tried."
    # It runs at every start of the demo and must not be felt when there is nothing to do.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--base", action="store_true", help="only offices, users and reference data")
        parser.add_argument("--migrate", action="store_true", help="bring the tables up to date first")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is data already")
        parser.add_argument("--yes-this-is-not-production", action="store_true", dest="not_production")

    def handle(self, *, base, migrate, if_empty, not_production, **options):
        if migrate:
            call_command("migrate", interactive=False, verbosity=0)
        if not world.is_empty():
            if if_empty:
                return
            raise CommandError("Basis data ini tidak kosong: dunia contoh hanya untuk basis data baru.")
        if not (settings.DEVELOPMENT or not_production):
            raise CommandError(
                "Ini bukan mode pengembangan. Tambahkan --yes-this-is-not-production bila memang diinginkan."
            )
        password = env.text("DEMO_PASSWORD", PASSWORD)
        world.fill(password, base=base)
        self.tell(password)

    def tell(self, password):
        """Where to log in and as whom."""
        self.stdout.write(f"Dunia contoh siap: http://127.0.0.1:{env.text('PORT', '8000')}/accounts/login/\n")
        self.stdout.write(f"Kata sandi semua pengguna: {password}\n")
        width = max(len(username) for username, *_rest in USERS)
        for username, name, office, _role, title in USERS:
            self.stdout.write(f"  {username:{width}}  {office:16}  {name}, {title}")
