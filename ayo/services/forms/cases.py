"""What a list of cases is narrowed by, and why somebody who leads opens one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from ayo.common import clock
from ayo.services import spoken, versions
from ayo.services.data import State
from ayo.services.data.lines import CaseFilter
from ayo.services.models import ServiceVersion


class Narrow(forms.Form):
    """State, service and the days on which cases came in; what cannot be read narrows nothing."""

    keadaan = forms.ChoiceField(label=later("Keadaan"), required=False)
    layanan = forms.ChoiceField(label=later("Jenis layanan"), required=False)
    sejak = forms.DateField(label=later("Masuk sejak"), required=False,
                            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))  # fmt: skip
    sampai = forms.DateField(label=later("sampai"), required=False,
                             widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        states = [(one.value, spoken.state(one).word) for one in State]
        self.fields["keadaan"].choices = [("", later("Semua keadaan")), *states]  # type: ignore[attr-defined]
        self.fields["layanan"].choices = [("", later("Semua layanan")), *services()]  # type: ignore[attr-defined]

    def narrowed(self) -> CaseFilter:
        self.is_valid()
        given = self.cleaned_data
        until = given.get("sampai")
        return CaseFilter(
            state=given.get("keadaan", ""),
            service=given.get("layanan", ""),
            since=given.get("sejak"),
            until=until + timedelta(days=1) if until and until < date.max else None,
        )

    def written(self) -> dict[str, str]:
        """Return what was chosen, as it stands in an address."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class Reason(forms.Form):
    reason = forms.CharField(
        label=later("Alasan membuka kasus ini"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": later("Tulis alasannya.")},
    )  # fmt: skip


def services() -> list[tuple[str, str]]:
    """Return code and name of what is offered today, by name."""
    rows = ServiceVersion.objects.in_force_on(clock.today()).select_related("service").defer("definition")
    found = [(row.service.code, spoken.words(versions.definition_of(row.pk).name)) for row in rows]
    return sorted(found, key=lambda one: one[1])
