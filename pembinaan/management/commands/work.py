import logging
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from clients.jobs import run_next

PAUSE_SECONDS = 2
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "The job process: works off large imports, one after the other, until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Stop when nothing is waiting.")

    def handle(self, *, once, **options):
        while True:
            if self._worked():
                continue
            if once:
                return
            time.sleep(PAUSE_SECONDS)
            close_old_connections()

    def _worked(self):
        """A database that is away for a moment must not end the process."""
        try:
            return run_next()
        except DatabaseError:
            logger.exception("the job process could not reach the database")
            return False
