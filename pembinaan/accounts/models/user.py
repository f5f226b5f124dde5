from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pembinaan.accounts.models.office import Office
from pembinaan.accounts.models.signing import Signatory
from pembinaan.accounts.roles import Role
from pembinaan.records import new_id
from pembinaan.text import Line

NOTHING = Q(pk__in=[])


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Colleagues of the user's office and of those below it."""
        return self if user.sees_all_offices else self.filter(user.office_q())

    def counsellors(self):
        return self.filter(groups__name=Role.COUNSELLOR, is_active=True)

    def standing_in(self, day):
        return self.filter(signatories__in=Signatory.objects.standing_in(day))

    def heads(self, office, day):
        """Who holds the rights of the head of the office on the day, by role or standing in."""
        by_role = Q(pk__in=self.model.groups.through.objects.filter(group__name=Role.HEAD).values("user"))
        standing_in = Q(pk__in=self.model.objects.standing_in(day).values("pk"))
        return self.filter(by_role | standing_in, office=office, is_active=True)


class AccountManager(UserManager.from_queryset(UserQuerySet)):
    pass


class User(AbstractUser):
    """Staff of one office. What they may do comes from their roles (groups) alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first_name = None
    last_name = None
    name = Line(_("name"), max_length=120)
    employee_number = Line(_("employee number (NIP)"), max_length=18, blank=True)
    title = Line(_("position"), max_length=120, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="users", verbose_name=_("office"))

    objects = AccountManager()
    REQUIRED_FIELDS = ["name", "office"]

    class Meta:
        ordering = ["name"]
        permissions = [("invite_user", "Can make access links")]
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]

    @property
    def initials(self):
        words = [word for word in self.name.replace(",", " ").split() if word[0].isalpha()]
        return "".join(word[0] for word in words[:2]).upper()

    @cached_property
    def role_names(self):
        return {group.name for group in self.groups.all()}

    @property
    def sees_all_offices(self):
        return self.office.level == Office.Level.NATIONAL

    @property
    def sees_people(self):
        """Clients' personal data stays within a Bapas: Kanwil and nation never see it."""
        return self.office.is_local

    @property
    def sees_restricted(self):
        """Restricted clients: the head of the Bapas sees all, a PK only the assigned ones."""
        return self.sees_people and self.has_perm("clients.view_restricted")

    def office_q(self, lookup="office"):
        """Q of the rows of this user's office and those below it; `lookup` leads to the office."""
        if self.office.level == Office.Level.NATIONAL:
            return Q()
        own = Q(**{lookup: self.office_id})
        return (
            own | Q(**{f"{lookup}__parent": self.office_id})
            if self.office.level == Office.Level.REGIONAL
            else own
        )

    def office_ids(self):
        return [self.office_id, *Office.objects.filter(parent=self.office_id).values_list("pk", flat=True)]
