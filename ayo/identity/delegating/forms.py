"""Forms about acting for another."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayo.common import clock
from ayo.common.errors import DomainError
from ayo.identity.delegating import words
from ayo.identity.delegating.data import Scope

BY_CODE = "code"


class Delegate(forms.Form):
    """Who, what, and for how long. Somebody of another family card is reached by a code passed on by hand."""

    whom = forms.ChoiceField(
        label=_("Kepada siapa?"), widget=forms.RadioSelect, error_messages={"required": _("Pilih orangnya.")}
    )
    scopes = forms.MultipleChoiceField(
        label=_("Boleh apa?"),
        choices=[(scope.value, said) for scope, said in words.SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sedikitnya satu hal.")},
    )
    last = forms.DateField(
        label=_("Hari terakhir"), help_text=_("Paling lama setahun. Anda dapat mengakhirinya kapan saja."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Isi hari terakhirnya.")},
    )  # fmt: skip

    def __init__(self, data: Any, *, family: Mapping[UUID, str]) -> None:
        usual = {"scopes": [Scope.SEE], "last": clock.today() + timedelta(days=90)}
        super().__init__(data, initial=usual if family else usual | {"whom": BY_CODE})
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [
            *((str(pk), name) for pk, name in family.items()),
            (BY_CODE, gettext("Orang lain, dengan kode yang saya sampaikan sendiri")),
        ]

    @property
    def delegate_id(self) -> UUID | None:
        whom = self.cleaned_data["whom"]
        return None if whom == BY_CODE else UUID(whom)

    @property
    def valid_to(self) -> date:
        last: date = self.cleaned_data["last"]
        return last + timedelta(days=1)

    def add_fault(self, error: DomainError) -> None:
        self.add_error(None, str(words.REASONS.get(error.code, gettext("Kuasa ini tidak dapat diberikan."))))


class WithCode(forms.Form):
    code = forms.CharField(
        label=_("Kode kuasa"), max_length=20, help_text=_("Dua belas huruf dan angka, misalnya ABCD-EFGH-JKMN."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Isi kodenya.")},
    )  # fmt: skip
