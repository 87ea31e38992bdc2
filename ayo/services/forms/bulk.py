"""What is done with many cases at once: asked for, shown, confirmed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as later


class Transfer(forms.Form):
    """Where the chosen cases go, and why."""

    office = forms.ChoiceField(label=later("Kantor tujuan"), error_messages={"required": later("Pilih kantornya.")})
    text = forms.CharField(
        label=later("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": later("Tulis alasannya; kantor tujuan membacanya.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["office"].choices = [("", later("Pilih kantor")), *choices]  # type: ignore[attr-defined]


def ids_of(data: QueryDict) -> list[UUID]:
    """Return the stages that were ticked; what is no id is nothing."""
    return [one for text in data.getlist("id") if (one := uuid_of(text))]


def chosen_of(data: QueryDict) -> list[tuple[UUID, int]]:
    """Return the stages with the versions that were shown: `<id>:<version>`."""
    found = []
    for text in data.getlist("pilih"):
        task_id, _, version = text.partition(":")
        if (one := uuid_of(task_id)) and version.isascii() and version.isdigit() and len(version) < 10:
            found.append((one, int(version)))
    return found


def uuid_of(text: str) -> UUID | None:
    """Return the id in a text, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
