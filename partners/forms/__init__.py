from .agreement import AgreementForm
from .partner import PartnerForm
from .parts import ContactForm, InstructorForm

__all__ = ["AgreementForm", "ContactForm", "InstructorForm", "PartnerForm"]
