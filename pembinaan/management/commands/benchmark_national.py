import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from clients.models import Client
from pembinaan.national.measuring import boards, exports, lists, summary
from pembinaan.national.measuring.rounds import ROUNDS

PARTS = {"P5": lists, "P8": boards, "P9": summary, "P12": exports}


class Command(BaseCommand):
    help = "Measure lists, boards, tallies and downloads in a database that generate_national has filled."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--rounds", type=int, default=ROUNDS, help="at least 7")
        parser.add_argument("--only", choices=PARTS, action="append", help="may be given several times")
        parser.add_argument("--export", type=int, help="one download of so many rows, as JSON")

    def handle(self, *, rounds, only, export, **options):
        if not settings.DEVELOPMENT or settings.DEBUG:
            raise CommandError("Only where DEBUG=1 and without DEBUG_PAGES, which notes every query.")
        if connection.vendor != "postgresql" or not Client._base_manager.exists():
            raise CommandError("Only in a database that generate_national has filled.")
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        if export:
            self.stdout.write(json.dumps(exports.exported(export)))
            return
        found = {}
        for name in only or PARTS:
            found[name] = PARTS[name].measured(max(rounds, ROUNDS))
            if not options["json"]:
                self.stdout.write("\n".join([name, *table(found[name]), ""]))
        if options["json"]:
            self.stdout.write(json.dumps(found))
        if wrong := [row["board"] for row in found.get("P8", ()) if row["facts_read"] != "-"]:
            raise CommandError(f"These boards read facts: {', '.join(wrong)}.")


def table(rows):
    """Columns as wide as what stands in them."""
    lines = [list(rows[0])] + [[written(value) for value in row.values()] for row in rows] if rows else []
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True)) for line in lines]


def written(value):
    if isinstance(value, float):
        return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return f"{value:,}" if type(value) is int else str(value)
