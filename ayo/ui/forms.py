"""Django form fields in the product's own markup: Django keeps the input, the page keeps the words around it.

A control always names its hint, its source and its error in `aria-describedby`, in the order they are read.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect
from django.utils.safestring import SafeString


class Option(NamedTuple):
    id: str
    name: str
    value: str
    label: str
    type: str
    checked: bool
    required: bool


class Problem(NamedTuple):
    """One line of the error summary; `target` is empty when no single field is to blame."""

    target: str
    text: str


def kind(bound: BoundField) -> str:
    """Which markup the field needs: choices, check, file or control."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, FileInput):
        return "file"
    return "control"


def described(bound: BoundField, *, hint: str = "", source: str = "") -> str:
    parts = [
        f"{bound.auto_id}_hint" if hint or bound.help_text else "",
        f"{bound.auto_id}_from" if source else "",
        f"{bound.auto_id}_error" if bound.errors else "",
    ]
    return " ".join(part for part in parts if part)


def control(bound: BoundField, *, described_by: str = "", attrs: Mapping[str, Any] | None = None) -> SafeString:
    """The bare input, with the ids of what describes it; Django adds aria-invalid and required."""
    named = {"aria-describedby": described_by} if described_by else {}
    return bound.as_widget(attrs={**(attrs or {}), **named})


def options(bound: BoundField) -> list[Option]:
    found = []
    for part in bound.subwidgets:
        data = part.data
        found.append(
            Option(
                id=data["attrs"].get("id", ""),
                name=data["name"],
                value=str(data["value"]),
                label=str(data["label"]),
                type=data["type"],
                checked=bool(data["selected"]),
                required=bool(bound.field.required and data["type"] == "radio"),
            )
        )
    return found


def problems(form: BaseForm) -> list[Problem]:
    """Everything wrong with a form, in the order of its fields, each with the id of the control to jump to."""
    found = [Problem("", str(text)) for text in form.non_field_errors()]
    for bound in form:
        found.extend(Problem(_target(bound), str(text)) for text in bound.errors)
    return found


def labelled_problems(form: BaseForm) -> list[Problem]:
    """The same with the name of the field before each, where several could be meant."""
    found = [Problem("", str(text)) for text in form.non_field_errors()]
    for bound in form:
        found.extend(Problem(_target(bound), f"{bound.label}: {text}") for text in bound.errors)
    return found


def _target(bound: BoundField) -> str:
    if kind(bound) == "choices":
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def is_refused(form: object) -> bool:
    """Whether the page shows a form that was sent and not taken; the shell then says so in the title."""
    return isinstance(form, BaseForm) and form.is_bound and bool(form.errors)


def visible(form: BaseForm) -> Iterable[BoundField]:
    return form.visible_fields()
