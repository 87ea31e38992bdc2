"""A known value that is wrong: what it should be, and why."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from ayo.common.jsons import Json
from ayo.services.data import Field
from ayo.services.forms.step import Step


class Correction(Step):
    """One question about one value; the reason is for whoever has the last word on it."""

    def __init__(self, data: QueryDict | None, *, question: Field, present: Json, is_own: bool) -> None:
        super().__init__(data, questions=[question], answers={question.name: present}, version=0, members=())
        if not is_own:
            self.fields["alasan"] = forms.CharField(
                label=_("Apa dasarnya?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("Misalnya: lihat akta kelahiran. Jangan menulis nomor orang lain."),
                error_messages={"required": str(_("Tulis dasarnya, supaya yang memutuskan mengerti."))},
            )  # fmt: skip

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("alasan", ""))

    def add_fault(self, text: str) -> None:
        """Put what the registry found wrong beside the input."""
        first = next(name for name in self.fields if name not in {"version", "alasan"})
        self.add_error(first, text)
