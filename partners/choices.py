from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    UMKM = "umkm", _("Small business (UMKM)")
    LPK = "lpk", _("Private course (LPK)")
    BLK = "blk", _("Public training centre (BLK/BPVP)")
    AGENCY = "agency", _("Government agency")
    BAZNAS = "baznas", "Baznas"
    BANK = "bank", _("Bank or CSR")
    COOPERATIVE = "cooperative", _("Cooperative")
    FOUNDATION = "foundation", _("Foundation")
    CAMPUS = "campus", _("University or school")
    CHAMBER = "chamber", _("Chamber of commerce (Kadin)")
    POKMAS = "pokmas", "Pokmas Lipas"
    OTHER = "other", _("Other")


class SizeBasis(models.TextChoices):
    """By which figure a business is sized: capital for a new one, sales for an existing one (PP 7/2021)."""

    CAPITAL = "capital", _("Capital without land and buildings")
    SALES = "sales", _("Sales of a year")


class SizeClass(models.TextChoices):
    MICRO = "micro", _("Micro business")
    SMALL = "small", _("Small business (class)")
    MEDIUM = "medium", _("Medium business")
    LARGE = "large", _("Large business")


class KbliEdition(models.TextChoices):
    KBLI_2020 = "2020", "KBLI 2020"
    KBLI_2025 = "2025", "KBLI 2025"


class LicenceKind(models.TextChoices):
    NIB = "nib", "NIB"
    PIRT = "pirt", "P-IRT"
    HALAL = "halal", "Halal"
    OTHER = "other", _("Other licence")


class ContributionKind(models.TextChoices):
    INSTRUCTOR = "instructor", _("Instructor")
    MATERIALS = "materials", _("Materials")
    TOOLS = "tools", _("Tools")
    VENUE = "venue", _("Venue")
    MONEY = "money", _("Money")
    PLACEMENT = "placement", _("Job or apprenticeship")
    BUY_BACK = "buy_back", _("Buying the products")
    CAPITAL = "capital", _("Capital or a tool package")
    OTHER = "other", _("Something else")


class Paper(models.TextChoices):
    """What has an end that somebody should know of in time."""

    AGREEMENT = "agreement", _("Agreement")
    LICENCE = "licence", _("Licence")


class Weight(models.TextChoices):
    """How near the end of a paper is."""

    ENDED = "ended", _("Expired")
    URGENT = "urgent", _("Ends within 30 days")
    SOON = "soon", _("Ends in 31 to 90 days")


class AgreementKind(models.TextChoices):
    PKS = "pks", _("Cooperation agreement (PKS)")
    MOU = "mou", _("Memorandum of understanding (MoU)")


class Standing(models.TextChoices):
    """How an agreement, or a partner by its agreements, stands on a day."""

    IN_FORCE = "in_force", _("In force")
    EXPIRING = "expiring", _("Ends soon")
    URGENT = "urgent", _("Ends very soon")
    EXPIRED = "expired", _("Expired")
    LATER = "later", _("Begins later")
    RENEWED = "renewed", _("Renewed")
    NONE = "none", _("No agreement")
