"""What certificates are made of, in two queries: the training with all that is printed, and its people."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from clients.choices import Purpose
from clients.models import Consent
from partners.choices import Kind
from partners.models import Contact
from pembinaan.accounts.models import User
from pembinaan.accounts.signing import signatories_of, unentered
from pembinaan.bulk import JsonList
from pembinaan.scoping import unscoped
from trainings.choices import HELD_CERTIFICATES, SEATED, Face, Test
from trainings.models import Certificate, ChecklistItem, Module, Score, Training


@dataclass(frozen=True)
class Signer:
    key: str
    post: str
    name: str
    nip: str = ""

    @property
    def label(self):
        return " · ".join(filter(None, [self.name, self.post]))


@dataclass(frozen=True)
class Terms:
    """What all certificates of a batch share. Without signers, those who are proposed first sign."""

    face: str
    issued_on: date
    title: str = ""
    signers: tuple = field(default=())


def with_facts(trainings):
    """Adds `module_rows`, `step_modules` (the module of each practical step), `contact_rows` and
    `instructor_rows`.
    """
    modules = Module._base_manager.filter(programme=OuterRef("programme")).order_by().values("programme")
    steps = ChecklistItem._base_manager.filter(module__programme=OuterRef("programme")).order_by()
    contacts = Contact._base_manager.filter(partner=OuterRef("partner")).order_by().values("partner")
    teaching = Training.instructors.through._base_manager.filter(training=OuterRef("pk")).values("training")
    module = JSONObject(id="pk", order="order", title="title", jp="jp")
    contact = JSONObject(id="pk", name="name", position="position")
    instructor = JSONObject(id="instructor", name="instructor__name", order="pk")
    return trainings.select_related("office", "programme", "partner").annotate(
        module_rows=Subquery(modules.values(rows=JsonList(module))),
        step_modules=Subquery(steps.values("module__programme").values(rows=JsonList("module"))),
        contact_rows=Subquery(contacts.values(rows=JsonList(contact))),
        instructor_rows=Subquery(teaching.values(rows=JsonList(instructor))),
    )


def locked_with_facts(training):
    rows = with_facts(Training._base_manager).select_for_update(of=("self",), no_key=True)
    return rows.get(pk=training.pk)


def with_held(people):
    """Adds `held_key`, `held_id` and `held_number` of the certificate that each of them holds."""
    held = Certificate._base_manager.filter(enrolment=OuterRef("pk"), state__in=HELD_CERTIFICATES)
    names = {"held_key": "form_key", "held_id": "pk", "held_number": "number"}
    return people.annotate(**{name: Subquery(held.values(field)) for name, field in names.items()})


def people_of(training, rows=None):
    """Everybody with a seat, and what is held. Adds to what completing asks for `has_consented`, to the
    official face; `level`; and `practice`, the module of every step that was shown.
    """
    rows = training.enrolments.all() if rows is None else rows.filter(training=training)
    consents = Consent._base_manager.filter(
        client=OuterRef("client"), purpose=Purpose.OFFICIAL_CERTIFICATE, withdrawn_on=None
    )
    scores = Score._base_manager.filter(enrolment=OuterRef("pk")).annotate(now=Coalesce("last", "first"))
    shown = scores.filter(test=Test.PRACTICE, now=1).order_by().values("enrolment")
    people = with_held(rows.filter(status__in=SEATED).with_assessment()).select_related("client")
    return people.annotate(
        has_consented=Exists(consents),
        level=Subquery(scores.filter(test=Test.LEVEL).values("now")),
        practice=Subquery(shown.values(rows=JsonList("item__module"))),
    ).order_by("number")


def certificate_with(**known):
    """For whoever holds the paper and has no account: one query, whether there is one or not."""
    with unscoped("what stands on the certificate is the key"):
        return Certificate.objects.filter(**known).first()


def knows(person, user, day):
    """Whether the user may read who this is: a restricted client is known to the PK and the head alone."""
    client = person.client
    return client is None or not client.is_restricted_on(day) or client.is_open_to(user, day)


def partner_signers(training):
    partner = training.partner
    if partner is None:
        return []
    post = "Pemilik" if partner.kind == Kind.UMKM else "Pimpinan"
    owner = [Signer("owner", f"{post} {partner.name}", partner.owner_name)] if partner.owner_name else []
    contacts = sorted(training.contact_rows or [], key=lambda row: row["name"])
    return owner + [
        Signer(f"contact:{row['id']}", row["position"] or f"Perwakilan {partner.name}", row["name"])
        for row in contacts
        if row["name"] != partner.owner_name
    ]


def instructor_signers(training):
    rows = sorted(training.instructor_rows or [], key=lambda row: row["order"])
    return [Signer(f"instructor:{row['id']}", "Instruktur", row["name"]) for row in rows]


def office_signers(office, day):
    """Who stands in comes first; where nobody is entered, the one who signs where nobody chooses."""
    found = [
        Signer(f"signatory:{row.pk}", row.title_line, row.name, row.employee_number)
        for row in signatories_of(office, day)
    ]
    if found:
        return found
    unchosen = unentered(User.objects.heads(office, day))
    return [Signer("head", unchosen.post, unchosen.name, unchosen.employee_number)]


def proposed_signers(training, terms):
    """On the left the partner; on the right the office, or the instructor where the partner issues."""
    partner = partner_signers(training)[:1]
    if terms.face == Face.OFFICIAL:
        return [*partner, *office_signers(training.office, terms.issued_on)[:1]]
    names = {signer.name for signer in partner}
    return [*partner, *[one for one in instructor_signers(training) if one.name not in names][:1]]
