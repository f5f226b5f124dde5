"""Consent of a client: given for one purpose, perhaps with proof, and withdrawn as easily."""

from django.db import transaction

from clients.models import Consent
from clients.rules.consent import consent_problems, withdrawal_problems
from pembinaan.audit.record import record
from pembinaan.audit.verbs import Verb
from pembinaan.dates import today
from pembinaan.problems import refuse
from pembinaan.saving import locked, once, save_checked

PLACES = {"consent_given": "purpose", "withdrawn_before": "on"}


@transaction.atomic
def give_consent(*, client, purpose, given_on, proof, file=None, note="", form_key, by):
    """Record a consent. `file`: the checked copy that check_upload() gave, or None."""
    day = today(client.office)
    refuse(consent_problems(client, given_on=given_on, proof=proof, note=note, today=day))
    consent = Consent(
        client=client, purpose=purpose, given_on=given_on, proof=proof, note=note, form_key=form_key
    )
    return once(Consent, form_key, lambda: _given(consent, file, by))


def _given(consent, file, by):
    save_checked(consent, PLACES)
    if file:
        # Only now: a refused consent must leave no file behind.
        consent.proof_name = file.name
        consent.proof_file.save(file.name, file, save=False)
        consent.save(update_fields=["proof_name", "proof_file"])
    changes = {"purpose": ["", consent.purpose], "given_on": ["", str(consent.given_on)]}
    client = consent.client
    record(Verb.CONSENTED, client, by=by, changes=changes, name=client.register_number)
    return consent


@transaction.atomic
def withdraw_consent(*, consent, on, note="", by):
    """From `on` the purpose is no longer allowed; what was done before stays lawful."""
    consent = locked(consent)
    client = consent.client
    refuse(withdrawal_problems(consent, on=on, today=today(client.office)))
    consent.withdrawn_on, consent.withdrawal_note = on, note
    consent.version += 1
    save_checked(consent, PLACES)
    changes = {"purpose": ["", consent.purpose], "withdrawn_on": ["", str(on)]}
    record(Verb.WITHDREW, client, by=by, changes=changes, name=client.register_number)
    return consent


@transaction.atomic
def note_proof_download(*, consent, by):
    client = consent.client
    changes = {"proof_file": ["", consent.purpose]}
    record(Verb.EXPORTED, client, by=by, changes=changes, name=client.register_number)
