"""The reader's language, theme and size of text, changed by a plain form so that no script is needed.

Three cookies keep them in the browser. Whoever is signed in has them with the account too, where they count before the
cookies: the account follows its owner to another device, and a browser that others use goes back to its own look.
"""

from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ayo.ui.guard import open_to_all

THEME_COOKIE = "ayo_theme"
THEMES = ("auto", "light", "dark")
TEXT_COOKIE = "ayo_text"
TEXTS = ("normal", "large", "larger")
YEAR = 365 * 24 * 3600


class Keeper(Protocol):
    """What a session can do that knows whose it is."""

    def choices(self) -> Mapping[str, str]: ...

    def keep_choices(self, chosen: Mapping[str, str]) -> None: ...


def chosen_by(request: HttpRequest) -> dict[str, str]:
    """Return what the reader has chosen, by `language`, `theme` and `text`; what nobody chose is missing.

    A browser without a session has no account, and is not asked for one.
    """
    kept = {name: request.COOKIES.get(cookie, "") for name, cookie in _cookies().items()}
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        kept |= _keeper(request).choices()
    return _allowed(kept)


@open_to_all("a reader's own language and theme, kept in their own browser and with their own account")
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember what was pressed and go back to the page it was pressed on."""
    response = redirect(_way_back(request))
    chosen = _allowed({name: request.POST.get(name, "") for name in _cookies()})
    for name, value in chosen.items():
        _remember(response, _cookies()[name], value)
    if chosen and settings.SESSION_COOKIE_NAME in request.COOKIES:
        _keeper(request).keep_choices(chosen)
    return response


def _cookies() -> dict[str, str]:
    return {"language": settings.LANGUAGE_COOKIE_NAME, "theme": THEME_COOKIE, "text": TEXT_COOKIE}


def _allowed(given: Mapping[str, str]) -> dict[str, str]:
    possible = {"language": tuple(dict(settings.LANGUAGES)), "theme": THEMES, "text": TEXTS}
    return {name: value for name, value in given.items() if value in possible[name]}


def _keeper(request: HttpRequest) -> Keeper:
    return request.session  # type: ignore[return-value]  # the session engine of `identity`, named in the settings


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=bool(settings.SESSION_COOKIE_SECURE)
    )
