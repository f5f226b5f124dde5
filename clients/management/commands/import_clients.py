import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from clients.actions.imports import import_at_once
from clients.importing.files import Workbook, admit, look_into
from clients.importing.saving import look_through
from pembinaan.accounts.models import Office

SHOWN = ("good", "created", "updated", "unchanged", "kept", "missing")


class Report:
    """Collects every problem while the rows go by."""

    def __init__(self):
        self.errors, self.warnings = [], []

    def __call__(self, steps):
        for step in steps:
            self.errors += [_told(step.parsed, problem) for problem in step.parsed.errors]
            self.warnings += [_told(step.parsed, problem) for problem in step.parsed.warnings]


def _told(parsed, problem):
    return {
        "sheet": parsed.sheet,
        "row": parsed.row,
        "column": problem.column,
        "code": problem.code,
        "message": problem.message,
    }


class Command(BaseCommand):
    help = "Brings the client workbook of an office into its register and tells every problem of every row."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.xlsx")
        parser.add_argument("--office", required=True, metavar="CODE")
        parser.add_argument("--dry-run", action="store_true", help="Read and check, write nothing.")
        parser.add_argument("--json", action="store_true", help="Print one JSON object.")

    def handle(self, *, file, office, dry_run, **options):
        office, workbook, report = _office(office), _workbook(file), Report()
        try:
            admit(workbook)
            layouts, _rows = look_into(workbook)
            if dry_run:
                counts = look_through(office, workbook, layouts, report)
            else:
                batch = import_at_once(
                    office=office, workbook=workbook, layouts=layouts, by=None, told=report
                )
                counts = batch.counts
        except ValidationError as refusal:
            raise CommandError(" ".join(map(str, refusal.messages))) from refusal
        self._print(counts, report, layouts, options["json"])

    def _print(self, counts, report, layouts, as_json):
        found = {name: counts[name] for name in SHOWN}
        if as_json:
            found |= {"errors": report.errors, "warnings": report.warnings}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for layout in layouts:
            if layout.skipped_reason:
                self.stdout.write(f"{layout.sheet}: {layout.skipped_message}")
        for problem in sorted(report.errors + report.warnings, key=lambda item: (item["sheet"], item["row"])):
            self.stdout.write("{sheet} {column}{row}: {message}".format(**problem))
        found |= {"errors": counts["errors"], "warnings": counts["warnings"]}
        self.stdout.write(", ".join(f"{name} {number}" for name, number in found.items()))


def _office(code):
    office = Office.objects.filter(code=code).first()
    if office is None or not office.is_local:
        raise CommandError(f"There is no Bapas with the code {code}.")
    return office


def _workbook(path):
    try:
        return Workbook(Path(path).read_bytes(), Path(path).name)
    except OSError as problem:
        raise CommandError(f"{path} cannot be read: {problem.strerror}.") from problem
