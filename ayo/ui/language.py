"""The city speaks its own language first; another one is the reader's choice, not the device's.

Many telephones are set to English by their makers, so the browser's wish says little about what their owner reads.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from ayo.ui import choice


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = choice.chosen_by(request)
        request.chosen = chosen  # type: ignore[attr-defined]
        language = chosen.get("language", settings.LANGUAGE_CODE)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
