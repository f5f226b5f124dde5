from datetime import timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear

from partners.choices import Standing
from partners.policy import EXPIRY_ALERT_DAYS
from pembinaan.scoping import ScopedQuerySet
from pembinaan.text import fold


def counted(model):
    """How many rows of the model name the partner, as an expression of a query of partners."""
    rows = model._base_manager.filter(partner=OuterRef("pk")).order_by().values("partner")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


class PartnerQuerySet(ScopedQuerySet):
    def matching(self, words):
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def unmerged(self):
        return self.filter(merged_into=None)

    def active(self):
        return self.filter(is_active=True)

    def in_name_order(self):
        return self.order_by("sort_name", "pk")

    def named(self, name):
        """Those whose name differs at most in capitals, accents, dots and blanks."""
        return self.filter(sort_name=fold(name)[:120])

    def with_cover(self, day):
        """Adds `covered_until`: the last day of the agreements begun by that day, and of what renews them."""
        agreements = self.model._meta.get_field("agreements").related_model
        begun = Q(starts_on__lte=day) | Q(renews__starts_on__lte=day, renews__ends_on__gte=day)
        begun = agreements._base_manager.filter(begun, partner=OuterRef("pk"))
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
            .unreplaced()
            .filter(ends_on__lte=day + timedelta(days=EXPIRY_ALERT_DAYS))
            .order_by("ends_on", "pk")
        )

    def unreplaced(self):
        """Those whose end matters: of an active partner, and no other of the kind lasts longer."""
        same = {name: OuterRef(name) for name in ("office", "partner", "kind")}
        later = self.model._base_manager.filter(**same, ends_on__gt=OuterRef("ends_on"))
        return self.filter(~Exists(later), renewed_by=None, partner__is_active=True)

    def ending_by(self, last):
        """Unreplaced ones whose last day is not after the given one."""
        return self.unreplaced().filter(ends_on__lte=last)


class LicenceQuerySet(ScopedQuerySet):
    def unreplaced(self):
        """Without a licence of the same kind and name that lasts longer, of an active partner."""
        same = {name: OuterRef(name) for name in ("partner", "kind", "name")}
        longer = Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until"))
        later = self.model._base_manager.filter(longer, **same)
        return self.filter(~Exists(later), partner__is_active=True)

    def ending_by(self, last):
        return self.unreplaced().filter(valid_until__lte=last)


class ContributionQuerySet(ScopedQuerySet):
    def totals(self):
        """(year, kind, number, rupiah or None), the newest year first."""
        rows = (
            self.order_by().values("kind", year=ExtractYear("day")).annotate(n=Count("pk"), sum=Sum("rupiah"))
        )
        return rows.order_by("-year", "kind").values_list("year", "kind", "n", "sum")
