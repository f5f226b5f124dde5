from django.core.management.base import BaseCommand

from pembinaan.demo.catalogue import load_catalogue
from pembinaan.demo.reference import load_reference


class Command(BaseCommand):
    help = (
        "Adds regions, holidays, reasons, strategic programmes and the programme catalogue where missing; "
        "what was edited stays."
    )

    def handle(self, **options):
        load_reference()
        load_catalogue()
        self.stdout.write("Reference data is complete.")
