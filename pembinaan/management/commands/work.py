import logging
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from clients import jobs
from pembinaan.accounts import export_jobs
from trainings.rolling import roll_up

PAUSE_SECONDS = 2
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "The job process: large imports and exports, counts rolled up for the boards, until it is stopped."

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
        """One of each, so that none waits for all of the others.

        A database that is away for a moment must not end the process.
        """
        try:
            return any([jobs.run_next(), export_jobs.run_next(), roll_up()])
        except DatabaseError:
            logger.exception("the job process could not reach the database")
            return False
