"""Who may be given a certificate, what may stand on a neutral one, what may become of one that is held."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan import dates
from pembinaan.problems import Problem
from pembinaan.text import squeeze
from trainings.choices import CertificateState, EnrolmentStatus, Face, Result, TrainingStatus
from trainings.policy import BANNED_WORDS, MAX_PRINTED_NAME
from trainings.rules.completion import Decision

LONGEST_FIRST = sorted(BANNED_WORDS, key=len, reverse=True)
# An underscore parts words as well.
BANNED = re.compile(
    rf"(?<![^\W_])({'|'.join(LONGEST_FIRST)})(?:nya)?(?![^\W_])".replace(" ", r"\s+"), re.IGNORECASE
)
NAME_PART = re.compile(r"[^\W\d_](?:['’]?[^\W\d_])*")
LINKING = {"bin", "binti"}
MIN_NAME = 2

PLACES = {
    "training": gettext_lazy("the title of the training"),
    "issuer": gettext_lazy("the issuing body"),
    "number": gettext_lazy("the number"),
    "place": gettext_lazy("the place"),
    "post": gettext_lazy("the post of who signs"),
    "module": gettext_lazy("the title of a module"),
    "check": gettext_lazy("the address of the check page"),
}


@dataclass(frozen=True)
class Blocker(Problem):
    """A problem of one participant; `kind` says which page mends it."""

    kind: str = ""


def holder_problems(person, training):
    """What stands between a participant and any certificate. `person` as certifying.people_of() reads it."""
    if person.held_key:
        return [Blocker("held", _("Already holds a certificate of this training."), kind="held")]
    return [*_training_problems(training), *_graduation_problems(person, training), *_name_problems(person)]


def _training_problems(training):
    if training.status != TrainingStatus.COMPLETED:
        yield Blocker("training_open", _("The training is not completed yet."), kind="complete")


def _graduation_problems(person, training):
    if person.reconcile_by:
        yield Blocker("unknown_person", _("It is not known yet who this is."), kind="reconcile")
    if person.status != EnrolmentStatus.COMPLETED:
        yield from _standard_problems(person, training)
    if not person.result:
        yield Blocker("no_result", _("No result is recorded."), kind="results")
    elif person.result != Result.COMPETENT:
        yield Blocker("not_competent", _("The result is “not yet competent”."), kind="results")


def _standard_problems(person, training):
    """Why completing did not, or will not, let the participant pass."""
    decision = Decision(person)
    if not decision.completes:
        return [Blocker(problem.code, problem.message, kind=problem.code) for problem in decision.problems]
    if training.status == TrainingStatus.COMPLETED:
        return [Blocker("not_completed", _("Did not complete the training."), kind="not_completed")]
    return []


def held_problems(person):
    """What has changed since the issue so that the certificate says something else."""
    if person.status != EnrolmentStatus.COMPLETED or person.result != Result.COMPETENT:
        message = _("The result was changed after the issue. Suspend or revoke the certificate.")
        yield Blocker("contradicted", message, kind="contradicted")


def _name_problems(person):
    if not person.name_confirmed_at:
        yield Blocker("name", _("The name for the certificate is not confirmed."), kind="names")


def certificate_problems(person, training, face):
    """Those of the holder, and what the face asks for."""
    problems = holder_problems(person, training)
    if face == Face.OFFICIAL and not problems:
        problems += _consent_problems(person)
    return problems


def _consent_problems(person):
    if person.client_id is None:
        message = _("A guest gets a neutral certificate only.")
        return [Blocker("guest", message, kind="guest")]
    if not person.has_consented:
        message = _("Consent to the official wording is not recorded.")
        return [Blocker("no_consent", message, kind="consent")]
    return []


def banned_in(text):
    """The first word of those that would give the holder away, or None."""
    found = BANNED.search(str(text))
    return squeeze(found[1]).lower() if found else None


def banned_problems(printed):
    """`printed`: pairs of a place and a text that stand on a neutral certificate."""
    seen = set()
    for place, text in printed:
        word = banned_in(text)
        if word and (place, word) not in seen:
            seen.add((place, word))
            message = _("“%(word)s” stands in %(place)s (%(text)s); a neutral certificate never says it.")
            facts = {"word": word, "place": PLACES[place], "text": text}
            yield Problem("banned_word", message % facts, "title" if place == "training" else None)


def printed_texts(facts):
    """What of the facts is no name of a person."""
    yield from (("training", facts["training"]), ("issuer", facts["issuer"]), ("issuer", facts["partner"]))
    yield from (("number", facts["number"]), ("place", facts["place"]), ("place", facts["at"]))
    yield ("check", facts["check"])
    yield from (("post", signature["post"]) for signature in facts["signatures"])
    yield from (("module", module["title"]) for module in facts["modules"])


def issue_problems(training, terms, today):
    """What stands against issuing at all on these terms."""
    if training.status != TrainingStatus.COMPLETED:
        yield Problem("training_open", _("The training is not completed yet."))
        return
    if terms.issued_on > today:
        yield Problem("in_future", _("This date lies in the future."), "issued_on")
    if terms.issued_on < training.completed_on:
        message = _("The training was completed on %(day)s.") % {"day": dates.day(training.completed_on)}
        yield Problem("before_completion", message, "issued_on")
    if terms.face == Face.NEUTRAL and training.partner is None:
        yield Problem("no_issuer", _("A neutral certificate is issued by a partner; none is named."), "face")


def used_problems(used, numbers):
    """`used`: numbers of certificates that stand in the way; `numbers`: those that were just taken."""
    used = list(used)
    if same := sorted(set(used) & set(numbers)):
        message = _(
            "%(number)s is already used by another certificate. An admin can change the number pattern."
        )
        yield Problem("number_taken", message % {"number": same[0]})
    elif used:
        yield Problem("sent_before", _("This was sent before. Open the page again."))


def proposed_name(name):
    """As the record says it; capitals are put in order only where the whole of it is in one case."""
    name = squeeze(name)
    if not (name.isupper() or name.islower()):
        return name
    return NAME_PART.sub(lambda part: _capitalised(part[0]), name)


def _capitalised(word):
    return word.lower() if word.lower() in LINKING else word.capitalize()


def name_problems(name):
    if not MIN_NAME <= len(name) <= MAX_PRINTED_NAME:
        message = _("The name has between %(least)s and %(most)s letters.")
        yield Problem("length", message % {"least": MIN_NAME, "most": MAX_PRINTED_NAME})
    elif not any(sign.isalpha() for sign in name) or any(sign.isdigit() for sign in name):
        yield Problem("letters", _("A name is written in letters."))


def confirmation_mark(person):
    """Tells one confirmation of a name from the next."""
    return person.name_confirmed_at.isoformat() if person.name_confirmed_at else ""


def overtaken_problems(person, name, seen):
    """`seen`: the mark on the page from which the name comes, or None where there was no page."""
    if seen in (None, confirmation_mark(person)) or person.printed_name == name:
        return
    message = _("%(by)s has confirmed “%(name)s” meanwhile. Send again if it is to be changed.")
    yield Problem("overtaken", message % {"by": person.name_confirmed_by_name, "name": person.printed_name})


@dataclass(frozen=True)
class Step:
    """What may be done with a certificate, as data that page and action read."""

    sources: tuple
    target: Any


STEPS = {
    "suspend": Step((CertificateState.VALID,), CertificateState.SUSPENDED),
    "restore": Step((CertificateState.SUSPENDED,), CertificateState.VALID),
    "revoke": Step((CertificateState.VALID, CertificateState.SUSPENDED), CertificateState.REVOKED),
    "replace": Step((CertificateState.VALID, CertificateState.SUSPENDED), CertificateState.REPLACED),
}


def step_problems(certificate, step, on, note, today):
    if certificate.state not in STEPS[step].sources:
        message = _("The certificate is now: %(state)s.") % {"state": certificate.get_state_display().lower()}
        yield Problem("state", message)
        return
    if not note.strip():
        yield Problem("note_needed", _("Say why."), "note")
    yield from _day_problems(certificate, on, today, "on")


def handing_problems(certificate, on, today):
    if certificate.state not in STEPS["revoke"].sources:
        yield Problem("state", _("This certificate is no longer held by anybody."))
    elif certificate.handed_over_on:
        yield Problem("handed_over", _("It was handed over already."))
    else:
        yield from _day_problems(certificate, on, today, "on")


def _day_problems(certificate, on, today, field):
    if on > today:
        yield Problem("in_future", _("This date lies in the future."), field)
    elif on < certificate.issued_on:
        message = _("The certificate was issued on %(day)s.") % {"day": dates.day(certificate.issued_on)}
        yield Problem("before_issue", message, field)
