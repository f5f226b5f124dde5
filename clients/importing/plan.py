"""Goes through the rows of a workbook in chunks and says what shall become of each."""

from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Q

from clients.choices import Status
from clients.importing.counsellors import Counsellors
from clients.importing.facts import facts_of
from clients.importing.merging import Merge, merge
from clients.models import Client
from clients.policy import IMPORT_CHUNK
from clients.workbook.problems import RowProblem
from clients.workbook.rows import ParsedRow
from pembinaan.records import new_id

CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"
KNOWN = ("pk", "office_id", "register_number", "status", "nik_hash", "imported")


@dataclass(slots=True)
class Step:
    """One row and what it does to the register."""

    parsed: ParsedRow
    facts: dict = field(default_factory=dict)
    outcome: str = REJECTED
    client_id: object = None
    """Of a new client the id that it will have."""
    client: Client | None = None
    """Loaded only where the row says something new."""
    merge: Merge = field(default_factory=Merge)
    is_ended: bool = False

    @property
    def register_number(self):
        return self.parsed.values.get("register_number") or ""

    @property
    def is_kept(self):
        return self.is_ended or bool(self.merge.kept)


class Plan:
    """`lock`: hold the clients that change until the transaction ends."""

    def __init__(self, office, layouts, *, lock=False):
        self.office, self.lock = office, lock
        self.seen = set()
        self.covers_all = all(layout.skipped_reason in (None, "empty", "no_list") for layout in layouts)
        self._layouts = {layout.sheet: layout for layout in layouts}
        self._counsellors = Counsellors(office)
        self._niks = set()

    def chunks(self, rows):
        """Lists of steps; each is emptied once the next is asked for."""
        while chunk := [self._step(row) for row in islice(rows, IMPORT_CHUNK)]:
            self._judge(chunk)
            self._compare([step for step in chunk if step.outcome == UPDATED])
            yield chunk
            chunk.clear()

    def _step(self, row):
        step = Step(row)
        self.seen.add(step.register_number)
        if row.is_good:
            step.facts = facts_of(row.values, self._counsellors)
            self._note_nik(step)
        if row.is_good:
            step.outcome = CREATED
            row.original = {}
        return step

    def _note_nik(self, step):
        nik = step.facts.get("nik")
        if nik in self._niks:
            self._refuse_nik(step)
        elif nik:
            self._niks.add(nik)

    def _refuse_nik(self, step):
        """The reader took the row for good and kept no cells, so they are put together again."""
        parsed = step.parsed
        columns = [column for column in self._layouts[parsed.sheet].columns if column.field]
        parsed.original = {column.heading: parsed.raw.get(column.field, "") for column in columns}
        letter = next(column.letter for column in columns if column.field == "nik")
        parsed.errors.append(RowProblem("duplicate_nik", "nik", letter))
        step.outcome = REJECTED

    def _judge(self, chunk):
        """New, ended, or known with these very facts; one query for all of them."""
        known, owners = self._find([step for step in chunk if step.outcome != REJECTED])
        for step in chunk:
            if step.outcome == REJECTED:
                continue
            if found := known.get(step.register_number):
                step.client_id, status, imported = found
                step.is_ended = status == Status.ENDED
                step.outcome = UNCHANGED
                if step.is_ended or _says_nothing_new(step.facts, imported):
                    continue
                step.outcome = UPDATED
            else:
                step.client_id = new_id()
            owner = owners.get(step.facts.get("nik"))
            if owner and owner != step.client_id:
                self._refuse_nik(step)

    def _find(self, steps):
        """Clients of these register numbers in the office, and who holds these NIK anywhere."""
        niks = [bytes.fromhex(nik) for step in steps if (nik := step.facts.get("nik"))]
        mine = Q(office=self.office, register_number__in=[step.register_number for step in steps])
        theirs = Q(nik_hash__in=niks) & ~Q(status=Status.ENDED)
        known, owners = {}, {}
        for row in Client._base_manager.filter(mine | theirs).values_list(*KNOWN).iterator():
            pk, office_id, register, status, nik_hash, imported = row
            if office_id == self.office.pk:
                known[register] = pk, status, imported
            if nik_hash and status != Status.ENDED:
                owners[bytes(nik_hash).hex()] = pk
        return known, owners

    def _compare(self, steps):
        if not steps:
            return
        clients = Client._base_manager.filter(pk__in=[step.client_id for step in steps])
        if self.lock:
            clients = clients.select_for_update(no_key=True)
        found = {client.pk: client for client in clients.order_by("pk")}
        for step in steps:
            step.client = found[step.client_id]
            step.merge = merge(step.client, step.facts)
            if not step.merge.changes:
                step.outcome = UNCHANGED

    def missing(self):
        """Active clients of the office that the file does not name; nothing if sheets were left out."""
        if not self.covers_all:
            return
        active = Client._base_manager.filter(office=self.office).exclude(status=Status.ENDED)
        for pk, register in (
            active.order_by("register_number").values_list("pk", "register_number").iterator()
        ):
            if register not in self.seen:
                yield pk, register


def _says_nothing_new(facts, imported):
    return all(imported.get(name) == value for name, value in facts.items())
