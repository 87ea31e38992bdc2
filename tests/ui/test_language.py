"""Indonesian first, English when chosen, and nothing leaks into the next request."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from ayo.ui.language import LanguageMiddleware


def language_of(**cookies: str) -> str:
    request = RequestFactory().get("/", headers={"Accept-Language": "en-GB,en"})
    request.COOKIES.update(cookies)
    answer = LanguageMiddleware(lambda _: HttpResponse(translation.get_language()))(request)
    assert answer["Content-Language"] == answer.content.decode()
    return answer.content.decode()


def test_the_device_does_not_decide():
    assert language_of() == "id"


@pytest.mark.parametrize(("chosen", "spoken"), [("en", "en"), ("id", "id"), ("xx", "id"), ("", "id")])
def test_the_reader_does(chosen, spoken):
    assert language_of(**{settings.LANGUAGE_COOKIE_NAME: chosen}) == spoken


def test_the_choice_ends_with_the_request():
    before = translation.get_language()
    language_of(**{settings.LANGUAGE_COOKIE_NAME: "en"})

    assert translation.get_language() == before
