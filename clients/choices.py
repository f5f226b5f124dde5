"""Coded values of a client, in the field's own terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    MALE = "L", _("Male")
    FEMALE = "P", _("Female")


class Category(models.TextChoices):
    PB = "PB", _("Parole (PB)")
    CB = "CB", _("Conditional leave (CB)")
    CMB = "CMB", _("Pre-release leave (CMB)")
    ASIMILASI = "ASIMILASI", _("Assimilation")
    PIDANA_BERSYARAT = "PIDANA_BERSYARAT", _("Suspended sentence")
    PIDANA_PENGAWASAN = "PIDANA_PENGAWASAN", _("Supervision sentence")
    PIDANA_KERJA_SOSIAL = "PIDANA_KERJA_SOSIAL", _("Community-service sentence")
    ANAK_DIVERSI = "ANAK_DIVERSI", _("Child: diversion")
    ANAK_PUTUSAN = "ANAK_PUTUSAN", _("Child: court ruling")
    ANAK_INTEGRASI = "ANAK_INTEGRASI", _("Child: integration")
    BIMBINGAN_LANJUTAN = "BIMBINGAN_LANJUTAN", _("Continued guidance")


CHILD_PREFIX = "ANAK_"


class Basis(models.TextChoices):
    COURT_RULING = "court_ruling", _("Court ruling")
    COURT_ORDER = "court_order", _("Court order")
    MINISTER = "minister", _("Ministerial decree")
    HEAD = "head", _("Decree of the head of Bapas")


class Status(models.TextChoices):
    REGISTERED = "registered", _("Registered")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class EndReason(models.TextChoices):
    """The six reasons of the official termination letter."""

    COMPLETED = "completed", _("Guidance completed")
    NEW_OFFENCE = "new_offence", _("Broke the law again")
    MOVED_UNKNOWN = "moved_unknown", _("Moved without reporting and not found")
    DIED = "died", _("Died")
    TRANSFERRED = "transferred", _("Guidance moved to another Bapas")
    BROKE_CONDITIONS = "broke_conditions", _("Broke the special conditions")


class Work(models.TextChoices):
    EMPLOYED = "employed", _("Employed")
    CASUAL = "casual", _("Casual or daily work")
    OWN_BUSINESS = "own_business", _("Own business")
    JOINT_BUSINESS = "joint_business", _("Joint business")
    STUDYING = "studying", _("In school or training")
    SEEKING = "seeking", _("Looking for work")
    NOT_WORKING = "not_working", _("Not working")
    UNKNOWN = "unknown", _("Not known")


AT_WORK = {Work.EMPLOYED, Work.CASUAL, Work.OWN_BUSINESS, Work.JOINT_BUSINESS}


class Education(models.TextChoices):
    NONE = "none", _("No schooling")
    PRIMARY = "primary", _("Primary school")
    LOWER = "lower", _("Lower secondary school")
    UPPER = "upper", _("Upper secondary school")
    DIPLOMA = "diploma", _("Diploma")
    DEGREE = "degree", _("University degree")


class TransportNeed(models.TextChoices):
    OWN = "own", _("Comes on their own")
    MONEY = "money", _("Needs transport money")
    PICKUP = "pickup", _("Must be picked up")
    NEARBY = "nearby", _("Can only take part nearby")


class Purpose(models.TextChoices):
    """What a consent allows; the core record rests on public duty, extras on consent."""

    PHOTO_PRESS = "photo_press", _("Photo or name in press and reports")
    SHARE_PARTNER = "share_partner", _("Sharing data with a partner")
    AFTER_TERM = "after_term", _("Follow-up after the guidance ends")
    OFFICIAL_CERTIFICATE = "official_certificate", _("Official wording on the certificate")


class Proof(models.TextChoices):
    SIGNED = "signed", _("Signed form")
    MESSAGE = "message", _("Written message")
    SPOKEN = "spoken", _("Spoken, noted by the officer")
    GUARDIAN = "guardian", _("Signed by parent or guardian")


class NikPurpose(models.TextChoices):
    """Why a full NIK is opened; it stands in the audit beside the name of the reader."""

    CERTIFICATE = "certificate", _("Certificate or letter that needs it")
    IDENTITY = "identity", _("Checking the person against the identity card")
    ASSISTANCE = "assistance", _("Applying for help or a service for the client")
    CORRECTION = "correction", _("Correcting the record")
    DUTY = "duty", _("Request by a court or an authority")
