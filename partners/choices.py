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
    NONE = "none", _("No agreement")
