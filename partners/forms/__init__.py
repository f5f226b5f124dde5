from .agreement import AgreementForm, RenewalForm
from .contribution import ContributionForm
from .licence import LicenceForm
from .merging import ChooseTargetForm, MergeForm
from .partner import PartnerForm
from .parts import AbsenceForm, ContactForm, InstructorForm

__all__ = [
    "AbsenceForm",
    "AgreementForm",
    "ChooseTargetForm",
    "ContactForm",
    "ContributionForm",
    "InstructorForm",
    "LicenceForm",
    "MergeForm",
    "PartnerForm",
    "RenewalForm",
]
