"""The last page before a form is sent: what the person declares."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from ayo.services import spoken
from ayo.services.data import Field
from ayo.services.forms.step import Step


class Check(Step):
    """Declarations of the service, and the one that every application has."""

    def __init__(self, data: QueryDict | None, *, questions: Sequence[Field]) -> None:
        super().__init__(data, questions=questions, answers={}, version=0, members=())
        self.fields["benar"] = forms.BooleanField(
            label=_("Data di atas benar"),
            help_text=_("Saya bertanggung jawab atas isinya."),
            error_messages={"required": spoken.fault("declaration")},
        )
