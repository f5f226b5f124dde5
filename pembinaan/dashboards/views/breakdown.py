"""Participants by what they are, or by what they were taught (K22)."""

from django.utils.translation import gettext_lazy

from pembinaan.dashboards import states
from pembinaan.dashboards.breakdown import KEYS, PERSONAL, parts_of
from pembinaan.dashboards.views.blocks import BlockPage


class BreakdownBlock(BlockPage):
    template_name = "dashboards/block_breakdown.html"
    title = gettext_lazy("Participants by group")

    def found(self, scope):
        params = self.request.GET
        by = params.get("by") if params.get("by") in KEYS else "sex"
        is_hiding = scope.is_protected and by in PERSONAL
        quarters = scope.period.quarters(scope.today) if is_hiding else []
        may_be_told = not is_hiding or (quarters and not scope.is_filtered)
        parts = parts_of(scope, by) if may_be_told else []
        return {
            "by": by,
            "name": KEYS[by],
            "ways": [(name, states.with_values(params, by=key), key == by) for key, name in KEYS.items()],
            "is_hiding": is_hiding,
            "quarters": quarters,
            "parts": [part for part in parts if part.office is None],
            "office_parts": [part for part in parts if part.office],
        }
