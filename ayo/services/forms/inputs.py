"""One input for one value: what each kind of a question is typed into."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from ayo.common.jsons import Json
from ayo.registry import facade as registry
from ayo.services import spoken
from ayo.services.data import FieldKind, Option
from ayo.services.rules import concepts, typed

FEW = 7
"""So many options are seen at once; more are a list to open."""
Choices = Sequence[tuple[str, str]]


class Typed(forms.CharField):
    """A text that a rule reads; what it cannot read is a fault with a code of its own."""

    def __init__(self, read: Callable[[str], Json], fault: str, **more: Any) -> None:
        self.read, self.fault = read, fault
        super().__init__(**more)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        found = self.read(text)
        if found is None:
            raise forms.ValidationError(spoken.fault(self.fault))
        return found

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, float) else value


def made(kind: FieldKind, *, label: str, required: bool, choices: Choices) -> forms.Field:
    """Return the input of a kind that is one value."""
    shared: dict[str, Any] = {
        "label": label,
        "required": required,
        "error_messages": {"required": spoken.fault("declaration" if kind is FieldKind.DECLARATION else "required")},
    }
    return _MADE[kind](shared, choices)


def choices_of(options: Sequence[Option], concept: str) -> Choices:
    """Return the options of a question; where the registry has a closed list of its own, that list."""
    if options or not concept:
        return [(option.value, spoken.words(option.label)) for option in options]
    name = concepts.field_of(concept)[2]
    return [(code, str(word)) for code, word in registry.words.VALUES.get(name, {}).items()]


def _text(shared: dict[str, Any], choices: Choices) -> forms.Field:
    if choices:
        return _choice(shared, choices)
    return forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}), **shared)


def _paragraph(shared: dict[str, Any], _choices: Choices) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **shared)


def _number(shared: dict[str, Any], _choices: Choices) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return Typed(typed.number, "number", widget=widget, **shared)


def _money(shared: dict[str, Any], _choices: Choices) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return Typed(typed.rupiah, "number", widget=widget, **shared)


def _date(shared: dict[str, Any], _choices: Choices) -> forms.Field:
    messages = {**shared["error_messages"], "invalid": spoken.fault("date")}
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
    return forms.DateField(widget=widget, input_formats=formats, **{**shared, "error_messages": messages})


def _choice(shared: dict[str, Any], choices: Choices) -> forms.Field:
    messages = {**shared["error_messages"], "invalid_choice": spoken.fault("choice")}
    given = {**shared, "error_messages": messages}
    if len(choices) <= FEW:
        return forms.ChoiceField(choices=list(choices), widget=forms.RadioSelect, **given)
    return forms.ChoiceField(choices=[("", "—"), *choices], **given)


def _choices(shared: dict[str, Any], choices: Choices) -> forms.Field:
    messages = {**shared["error_messages"], "invalid_choice": spoken.fault("choice")}
    given = {**shared, "error_messages": messages}
    return forms.MultipleChoiceField(choices=list(choices), widget=forms.CheckboxSelectMultiple, **given)


def _declaration(shared: dict[str, Any], _choices: Choices) -> forms.Field:
    return forms.BooleanField(**shared)


_MADE: Mapping[FieldKind, Callable[[dict[str, Any], Choices], forms.Field]] = {
    FieldKind.TEXT: _text,
    FieldKind.PARAGRAPH: _paragraph,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.MEMBER: _choice,
    FieldKind.DECLARATION: _declaration,
}


def plain(value: Any) -> Json:
    """Return a cleaned value as it is kept: dates as text, nothing for what was left empty."""
    if value in (None, "", [], False):
        return None
    kept: Json = value.isoformat() if hasattr(value, "isoformat") else value
    return kept
