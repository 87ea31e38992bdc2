"""One URL answers with the whole page or with the part htmx asked for; this is where that is decided, once."""

from typing import Any, cast
from weakref import WeakKeyDictionary

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.utils.cache import patch_vary_headers
from jinja2 import BaseLoader, Environment, Template, nodes

_preludes: WeakKeyDictionary[Template, Template] = WeakKeyDictionary()


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page, or only its named block when htmx asked for a part."""
    if fragment and request.headers.get("HX-Request-Type") == "partial":
        response = HttpResponse(_part(request, template, fragment, context or {}), status=status)
    else:
        response = render(request, template, context, status=status, using=_backend().name)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response


def _part(request: HttpRequest, name: str, block: str, context: dict[str, Any]) -> str:
    backend = _backend()
    values = {
        **context,
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in backend.template_context_processors:
        values.update(processor(request))

    text = render_block(backend.env, name, block, values)
    if messages.get_messages(request):
        text += render_block(backend.env, "ui/notices.html", "notices", {**values, "swapped": True})
    return text


def render_block(env: Environment, name: str, block: str, values: dict[str, Any]) -> str:
    """One block of a page, with the imports and settings from the top of the page's file in force.

    Jinja2 runs those lines only when it renders the whole page; without them a block could use no macro.
    """
    template = env.get_template(name)
    context = template.new_context(values)
    for _ in _prelude(env, template).root_render_func(context):
        pass
    return env.concat(template.blocks[block](context))


def _prelude(env: Environment, template: Template) -> Template:
    known = _preludes.get(template)
    if known is not None:
        return known

    name = template.name or ""
    source, filename, _ = cast(BaseLoader, env.loader).get_source(env, name)
    tree = env.parse(source, name, filename)
    kept = (nodes.FromImport, nodes.Import, nodes.Assign, nodes.AssignBlock, nodes.Macro)
    tree.body = [node for node in tree.body if isinstance(node, kept)]
    code = env.compile(tree, name, filename)
    _preludes[template] = Template.from_code(env, code, env.make_globals(None))
    return _preludes[template]


def _backend() -> Jinja2:
    for engine in engines.all():
        if isinstance(engine, Jinja2):
            return engine
    raise LookupError("settings.TEMPLATES names no Jinja2 engine")
