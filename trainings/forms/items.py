"""Rows of tools and materials in the form of a programme."""

from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pembinaan.forms import FormMixin
from pembinaan.text import single_line
from trainings.choices import ItemKind, Per
from trainings.forms.rows import RowSet
from trainings.policy import MAX_ITEM_PRICE, MAX_ITEMS

BLANK_ROWS = 3
COLUMNS = ("order", "kind", "name", "quantity", "unit", "per", "unit_price")
FACTS = COLUMNS[1:]


class ItemRow(FormMixin, forms.Form):
    order = forms.IntegerField(label=gettext_lazy("No."), min_value=1, max_value=999, required=False)
    name = forms.CharField(
        label=gettext_lazy("Tool or material"), max_length=80, required=False, validators=[single_line]
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=ItemKind, initial=ItemKind.MATERIAL, required=False
    )
    quantity = forms.DecimalField(
        label=gettext_lazy("Quantity"), max_digits=9, decimal_places=2, min_value=0, required=False
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit of measure"), max_length=20, required=False, validators=[single_line]
    )
    per = forms.ChoiceField(label=gettext_lazy("Counted"), choices=Per, initial=Per.TRAINING, required=False)
    unit_price = forms.IntegerField(
        label=gettext_lazy("Price of a unit (Rp)"), min_value=0, max_value=MAX_ITEM_PRICE, required=False
    )
    use_required_attribute = False

    def clean(self):
        """A row without words is nothing, whatever is chosen in it; a price may be unknown."""
        values = super().clean()
        if self.errors:
            return values
        if values["name"]:
            if not values["quantity"]:
                self.add_error("quantity", _("Give the quantity."))
            if not values["unit"]:
                self.add_error("unit", _("Give the unit, for example kg or buah."))
            values["kind"] = values["kind"] or ItemKind.MATERIAL
            values["per"] = values["per"] or Per.TRAINING
        elif values["quantity"] or values["unit"] or values["unit_price"] is not None:
            self.add_error("name", _("Write what is needed."))
        return values


class BaseItemSet(RowSet):
    named_by = "name"
    columns = FACTS


ItemSet = formset_factory(
    ItemRow, BaseItemSet, extra=BLANK_ROWS, max_num=MAX_ITEMS, absolute_max=MAX_ITEMS * 2
)
