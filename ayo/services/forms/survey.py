"""The nine questions of the survey and a word of one's own."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from ayo.services import spoken
from ayo.services.rules.satisfaction import ELEMENTS


class Survey(forms.Form):
    """Each question has four answers, the best first; none is chosen beforehand."""

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(data)
        grades = [(str(grade), str(word)) for grade, word in spoken.GRADES.items()]
        for name in ELEMENTS:
            _label, question = spoken.ELEMENTS[name]
            self.fields[name] = forms.ChoiceField(
                label=str(question), choices=grades, widget=forms.RadioSelect,
                error_messages={"required": str(_("Pilih satu jawaban.")), "invalid_choice": spoken.fault("choice")},
            )  # fmt: skip
        self.fields["comment"] = forms.CharField(
            label=_("Ada saran?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Jangan menulis nama atau nomor siapa pun."),
            error_messages={"max_length": spoken.fault("too_long")},
        )  # fmt: skip

    def answers(self) -> list[int]:
        return [int(self.cleaned_data[name]) for name in ELEMENTS]
