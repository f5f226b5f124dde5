from datetime import timedelta

from django.db.models import Max, OuterRef, Subquery

from partners.choices import Standing
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

    def named(self, name):
        """Those whose name differs at most in capitals, accents, dots and blanks."""
        return self.filter(sort_name=fold(name)[:120])

    def with_cover(self, day):
        """Adds `covered_until`: the last day of the agreements that have begun by that day."""
        agreements = self.model._meta.get_field("agreements").related_model
        begun = agreements._base_manager.filter(partner=OuterRef("pk"), starts_on__lte=day)
        last = begun.order_by().values("partner").annotate(last=Max("ends_on")).values("last")
        return self.annotate(covered_until=Subquery(last))

    def standing(self, standing, day):
        """Rows of with_cover(day) that stand so, in steps as coarse as the filter's."""
        alert = day + timedelta(days=EXPIRY_ALERT_DAYS)
        return {
            Standing.IN_FORCE: self.filter(covered_until__gte=day),
            Standing.EXPIRING: self.filter(covered_until__gte=day, covered_until__lte=alert),
            Standing.EXPIRED: self.filter(covered_until__lt=day),
            Standing.NONE: self.filter(covered_until=None),
        }[standing]


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
