"""The one Jinja2 environment of the product: escaping always on, texts in the reader's language."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined, Undefined, select_autoescape

from ayo.ui import draw, filters, forms, states


class Missing(StrictUndefined):
    """A name nobody passed: a page may ask whether it is there, but never print it."""

    __slots__ = ()

    __bool__ = Undefined.__bool__
    __iter__ = Undefined.__iter__
    __len__ = Undefined.__len__
    __eq__ = Undefined.__eq__
    __ne__ = Undefined.__ne__
    __hash__ = Undefined.__hash__


def environment(**options: Any) -> Environment:
    options.update(
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env = Environment(**options)  # noqa: S701  autoescape is set three lines above
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        url=url,
        static=static,
        htmx=htmx_script,
        draw=draw,
        forms=forms,
        states=states.STATES,
        language=translation.get_language,
    )
    env.filters.update(filters.FILTERS)
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)
