"""How Django's inputs become markup: by Jinja2, and a choice of many by one pass over its options.

A template for each of a hundred options was a quarter of the page that asks for an area.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Select
from django.forms.renderers import Jinja2
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from markupsafe import escape


class Renderer(Jinja2):
    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == Select.template_name:
            return mark_safe(_select(context["widget"]))  # noqa: S308  every part is escaped below
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> str:
    groups = (_group(name, options) for name, options, _index in widget["optgroups"])
    return f'<select name="{escape(widget["name"])}"{_attributes(widget)}>{"".join(groups)}</select>'


def _group(name: str | None, options: Iterable[Mapping[str, Any]]) -> str:
    drawn = "".join(
        f'<option value="{escape(one["value"])}"{_attributes(one)}>{escape(one["label"])}</option>' for one in options
    )
    return f'<optgroup label="{escape(name)}">{drawn}</optgroup>' if name else drawn


def _attributes(widget: Mapping[str, Any]) -> str:
    given = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{escape(value)}"' for name, value in given)
