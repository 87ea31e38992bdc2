"""How pages look goes with the account to another device, and stays away from whoever uses the browser next."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ayo.identity.models import Account
from tests.portal.factories import visitor

pytestmark = pytest.mark.django_db


def choose(browser, **chosen):
    return browser.post("/ui/pilihan/", {"next": "/bantuan/", **chosen})


def look(browser):
    page = browser.get("/bantuan/").text
    return page[page.index("<html") : page.index(">", page.index("<html"))]


def test_it_follows_its_owner_to_another_device(cast):
    first, second = visitor(cast, "ratna"), Client()
    second.force_login(Account.objects.get(person_id=cast.ratna), backend="ayo.identity.backends.LoginBackend")

    choose(first, theme="dark", text="large")
    choose(first, language="en")

    assert look(second) == '<html lang="en" data-theme="dark" data-text="large"'
    choose(second, theme="light")
    assert 'data-theme="light"' in look(first)


def test_somebody_else_in_the_same_browser_sees_their_own(cast):
    browser = visitor(cast, "ratna")
    choose(browser, language="en", theme="dark")
    other = visitor(cast, "joko")
    choose(other, language="id", theme="light")
    browser.cookies["ayo_session"] = other.cookies["ayo_session"].value

    assert look(browser) == '<html lang="id" data-theme="light"'


def test_signed_out_the_browser_remembers(cast):
    browser = Client()
    choose(browser, theme="dark", language="en")

    assert look(browser) == '<html lang="en" data-theme="dark"'
    assert not Account.objects.exclude(choices={}).exists()


def test_only_what_exists_can_be_chosen(cast):
    browser = visitor(cast, "ratna")
    choose(browser, theme='"><script>', language="xx", text="huge")

    assert Account.objects.get(person_id=cast.ratna).choices == {}
    assert look(browser) == '<html lang="id"'


def test_the_choices_come_along_with_the_session(cast):
    browser = visitor(cast, "ratna")
    choose(browser, theme="dark")
    with CaptureQueriesContext(connection) as statements:
        look(browser)

    assert len([one for one in statements if "identity_account" in one["sql"]]) == 1
