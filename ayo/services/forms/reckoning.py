"""Working out what a service would cost before anybody begins its form: only the answers the fee depends on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from ayo.services import spoken
from ayo.services.data import Definition, Field, FieldKind


class Reckoning(forms.Form):
    """The fields named by the charges of a service, in the order of its form."""

    def __init__(self, data: Mapping[str, Any] | None, made: Definition) -> None:
        super().__init__(data, auto_id="hitung-%s")
        for field in made.fields:
            if field.name in _named(made):
                self.fields[field.name] = _input(field)

    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def _named(made: Definition) -> set[str]:
    names = {name for charge in made.charges for name in (*charge.times, charge.by) if name}
    return names | {charge.when.field for charge in made.charges if charge.when}


def _input(field: Field) -> forms.Field:
    label = spoken.words(field.label)
    if field.kind is FieldKind.CHOICE:
        choices = [("", _("Pilih")), *((option.value, spoken.words(option.label)) for option in field.options)]
        return forms.ChoiceField(label=label, choices=choices)
    return forms.DecimalField(
        label=label, min_value=field.least, max_value=field.most, max_digits=12, decimal_places=2, localize=True
    )
