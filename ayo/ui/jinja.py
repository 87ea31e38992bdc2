"""The one Jinja2 environment of the product: escaping always on, texts in the reader's language."""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django_htmx.jinja import htmx_script
from jinja2 import Environment, Undefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup

from ayo.ui import draw, filters, forms, states


class Missing(Undefined):
    """A name nobody passed: a page may ask whether it is there, but never print it."""

    __slots__ = ()

    def __str__(self) -> str:
        return str(self._fail_with_undefined_error())


class Shared(Environment):
    """No template of ours has globals of its own, so all share one plain mapping and an import need not compare two."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def environment(**options: Any) -> Environment:
    options.update(
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env = Shared(**options)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        _=say,
        gettext=say,
        url=url,
        static=lru_cache(maxsize=256)(static),
        htmx=htmx_script,
        draw=draw,
        drawn_once=lru_cache(maxsize=512),
        written_once=written_once,
        forms=forms,
        states=states.STATES,
        language=translation.get_language,
    )
    env.filters.update({name: _spoken(write) for name, write in filters.FILTERS.items()})
    return env


def written_once(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """Keep what a macro wrote, per language and arguments; only for words that are not about somebody.

    The arguments are hashable, and nothing the macro reads may change besides them and the language.
    """

    @lru_cache(maxsize=512)
    def kept(_language: str | None, *args: Any) -> Markup:
        return macro(*args)

    return lambda *args: kept(translation.get_language(), *args)


def _spoken(write: Callable[..., str]) -> Callable[..., str]:
    """A filter whose answer depends on the reader's language; Jinja2 would otherwise compute it once, for everybody."""

    @pass_context
    def spoken(context: Context, *args: Any, **kwargs: Any) -> str:
        return write(*args, **kwargs)

    return spoken


def say(message: str, **variables: Any) -> Markup:
    """Return a text in the reader's language, its variables escaped: what Jinja2's own does, for a third."""
    text = _said(translation.get_language() or settings.LANGUAGE_CODE, message)
    return text % variables if variables or "%" in text else text


@lru_cache(maxsize=8192)
def _said(_language: str, message: str) -> Markup:
    return Markup(translation.gettext(message))  # noqa: S704  a text of ours, never of a visitor's


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a page; the same few stand on every page, so they are worked out once."""
    if kwargs:
        return reverse(name, args=args or None, kwargs=kwargs)
    return _address(settings.ROOT_URLCONF, name, args)


@lru_cache(maxsize=4096)
def _address(urlconf: str, name: str, args: tuple[Any, ...]) -> str:
    return reverse(name, urlconf=urlconf, args=args or None)
