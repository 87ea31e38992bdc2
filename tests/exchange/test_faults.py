"""Why something failed is kept as a code, and said in the language of whoever reads it."""

import json

import pytest
from click.testing import CliRunner
from django.utils import translation

from ayo.common import clock
from ayo.config.cli.app import command
from ayo.exchange import faults, subscribers, words
from ayo.exchange.events import DeliveryExpired
from ayo.exchange.faults import Fault
from ayo.exchange.models import Parked
from ayo.notices import queries as notices
from ayo.notices.models import Notice
from tests.cast import Cast
from tests.exchange import desk, factories
from tests.portal.factories import visitor

NO_ANSWER = faults.coded(Fault.NO_ANSWER, "10")


def said(kept: str, language: str) -> str:
    with translation.override(language):
        return words.trouble(kept)


def test_every_fault_has_its_words_in_both_languages():
    assert set(words.TROUBLES) == set(Fault)
    plain = {Fault.SAID, Fault.HTTP}
    for fault in set(Fault) - plain:
        kept = faults.coded(fault, "x")
        assert said(kept, "id") != said(kept, "en"), fault


def test_a_fault_is_said_in_the_language_of_the_reader():
    assert said(NO_ANSWER, "id") == "tidak menjawab dalam 10 detik"
    assert said(NO_ANSWER, "en") == "no answer within 10 seconds"


@pytest.mark.parametrize(
    "text",
    ["", "tidak menjawab dalam 10 detik", "HTTP 500", "!", "!penting", "! HTTP 500", "100 % salah", "%(detail)s"],
)
def test_words_from_before_there_were_codes_stay_as_they_are(text: str):
    assert said(text, "en") == text
    assert faults.parted(text) == (Fault.SAID, text)


@pytest.mark.parametrize("reason", ["NIK belum ada di sini", "!HTTP 500", "100 % salah %(x)s"])
def test_what_an_application_says_is_given_back_word_for_word(reason: str):
    kept = faults.coded(Fault.SAID, reason)

    assert said(kept, "en") == said(kept, "id") == reason
    assert faults.facts(kept) == {"error": "SAID", "error_detail": reason}


def test_what_is_too_long_for_its_column_is_cut():
    assert len(faults.coded(Fault.NO_CONNECTION, "x" * 900)) == faults.LONGEST


@pytest.mark.django_db
def test_programs_get_the_code(cast: Cast):
    app = desk.app("pbb", contract=factories.terms("name"))
    desk.attempt(app, 1, taken=False, error=NO_ANSWER)

    answer = CliRunner().invoke(command, ["show", "pbb", "--json"])

    first = json.loads(answer.output)["attempts"][0]
    assert (first["error"], first["error_detail"]) == ("NO_ANSWER", "10")


@pytest.mark.django_db
def test_pages_say_it_to_each_reader(cast: Cast):
    app = desk.app("pbb", contract=factories.terms("name"))
    desk.attempt(app, 1, taken=False, error=NO_ANSWER)
    client, page = visitor(cast, "nia"), "/aplikasi/pbb/percobaan/"

    assert "tidak menjawab dalam 10 detik" in client.get(page).text
    client.cookies["ayo_language"] = "en"
    assert "no answer within 10 seconds" in client.get(page).text


@pytest.mark.django_db
def test_a_notice_about_an_expired_delivery_is_read_in_either_language(cast: Cast):
    app = desk.app("pbb", contract=factories.terms("name"))
    Parked.objects.create(
        app=app, position=7, event_id=app.pk, subject="person/x", state="EXPIRED", error=NO_ANSWER,
        settled_at=clock.now(),
    )  # fmt: skip
    subscribers.ask_about_expired(DeliveryExpired(app_id=app.pk, slug="pbb", position=7))

    letter = Notice.objects.get(person_id=cast.nia)
    for language, text in (("id", "tidak menjawab dalam 10 detik"), ("en", "no answer within 10 seconds")):
        with translation.override(language):
            assert text in notices.letter(cast.nia, letter.pk).text
