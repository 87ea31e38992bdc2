"""The reader's language, theme and size of text: three cookies, changed by a plain form so that no script is needed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from ayo.ui.guard import open_to_all

THEME_COOKIE = "ayo_theme"
THEMES = ("auto", "light", "dark")
TEXT_COOKIE = "ayo_text"
TEXTS = ("normal", "large", "larger")
YEAR = 365 * 24 * 3600


@open_to_all("a reader's own language and theme, kept in their own browser")
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember what was pressed and go back to the page it was pressed on."""
    response = redirect(_way_back(request))
    language = request.POST.get("language", "")
    theme = request.POST.get("theme", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
    text = request.POST.get("text", "")
    if theme in THEMES:
        _remember(response, THEME_COOKIE, theme)
    if text in TEXTS:
        _remember(response, TEXT_COOKIE, text)
    return response


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
