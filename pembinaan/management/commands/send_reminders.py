from django.core.management.base import BaseCommand, CommandError

from pembinaan import mail
from pembinaan.dashboards.reminders import remind_all


class Command(BaseCommand):
    help = (
        "Sends each colleague with an address one e-mail with the numbers of what waits, if anything does."
        " Once a day; a second run on the same day sends nothing."
    )

    def handle(self, **options):
        if not mail.is_set_up():
            raise CommandError("E-mail is not set up: set EMAIL_HOST.")
        sent, failed = remind_all()
        self.stdout.write(f"Reminders sent: {sent}")
        if failed:
            raise CommandError(f"Could not be sent: {failed}")
