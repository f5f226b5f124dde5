from datetime import timedelta

from partners.policy import EXPIRY_ALERT_DAYS
from pembinaan.scoping import ScopedQuerySet
from pembinaan.text import fold


class PartnerQuerySet(ScopedQuerySet):
    def matching(self, words):
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def active(self):
        return self.filter(is_active=True)

    def in_name_order(self):
        return self.order_by("sort_name", "pk")


class AgreementQuerySet(ScopedQuerySet):
    def in_force(self, day):
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def expiring(self, day):
        """In force today and ending within the alert time, soonest first."""
        return (
            self.in_force(day)
            .filter(ends_on__lte=day + timedelta(days=EXPIRY_ALERT_DAYS))
            .order_by("ends_on", "pk")
        )
