"""The answer to what an officer asked: the questions named, and a word of one's own."""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from ayo.common.jsons import Json
from ayo.services import spoken
from ayo.services.data import Field
from ayo.services.forms.step import Step


class Answer(Step):
    """Questions as on the form; the word is needed only where nothing else was asked."""

    def __init__(
        self, data: QueryDict | None, *, questions: Sequence[Field], answers: Mapping[str, Json],
        members: Sequence[tuple[str, str]], needs_word: bool,
    ) -> None:  # fmt: skip
        super().__init__(data, questions=questions, answers=answers, version=0, members=members)
        self.fields["text"] = forms.CharField(
            label=_("Pesan untuk petugas"), max_length=2000, required=needs_word,
            widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": spoken.fault("required")},
        )  # fmt: skip

    @property
    def text(self) -> str:
        return str(self.cleaned_data.get("text", ""))

    def add_fault(self, name: str, text: str) -> None:
        """Put a fault beside its input; one that has no input here is about the whole."""
        self.add_error(name if name in self.fields else None, text)
