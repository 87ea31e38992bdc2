from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import translation
from jinja2 import Environment

from ayo.ui import filters

MORNING = datetime(2026, 11, 24, 2, 41, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1234, 0, "1.234"),
        (1234567.891, 2, "1.234.567,89"),
        (-5, 0, "−5"),
        (Decimal("0.5"), 0, "1"),
        (0, 0, "0"),
        (None, 0, ""),
    ],
)
def test_a_number_is_written_the_indonesian_way(value, places, text):
    assert filters.number(value, places) == text


def test_english_readers_get_english_numbers_dates_and_clocks():
    with translation.override("en"):
        assert filters.number(1234.5, 1) == "1,234.5"
        assert filters.weekday(MORNING) == "Tuesday, 24 November 2026"
        assert filters.clock(MORNING) == "09:41"
        assert filters.ms(61_000) == "61\N{NO-BREAK SPACE}s"


def test_money_names_its_currency_and_never_breaks_from_it():
    assert filters.rupiah(412_000) == "Rp\N{NO-BREAK SPACE}412.000"
    assert filters.rupiah(-66_993) == "−Rp\N{NO-BREAK SPACE}66.993"
    assert filters.rupiah(None) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (38, "38 ms"),
        (3.44, "3,4 ms"),
        (4.0, "4 ms"),
        (1_240, "1,2 d"),
        (61_000, "61 d"),
        (300_000, "5 mnt"),
        (10_800_000, "3 jam"),
        (None, ""),
    ],
)
def test_a_duration_takes_the_unit_a_person_would_choose(value, text):
    assert filters.ms(value).replace("\N{NO-BREAK SPACE}", " ") == text


def test_times_are_told_in_the_city_s_own_zone():
    assert filters.clock(MORNING) == "09.41"
    assert filters.clock(MORNING, seconds=True) == "09.41.07"
    assert filters.clock(time(7, 5)) == "07.05"
    assert filters.moment(MORNING) == "24 Nov 2026, 09.41"
    assert filters.day_of_month(datetime(2026, 11, 23, 18, tzinfo=UTC)) == "24 November 2026"


def test_dates_come_as_dates_as_iso_texts_or_as_words():
    assert filters.day_of_month(date(2026, 11, 24)) == "24 November 2026"
    assert filters.day_of_month("2026-11-24", short=True) == "24 Nov 2026"
    assert filters.moment("2026-11-24T02:41:07+00:00") == "24 Nov 2026, 09.41"
    assert filters.day_of_month("baru saja") == "baru saja"
    assert filters.weekday(None) == filters.clock(None) == filters.moment(None) == filters.weekday("") == ""


def test_identifiers_are_shown_only_so_far_that_their_owner_knows_them():
    assert filters.masked_nik("3671012345678912") == "3671••••••••••12"
    assert filters.masked_nik("12345") == "•••••"
    assert filters.masked_phone("+6281233444471").replace("\N{NO-BREAK SPACE}", " ") == "0812 •••• 4471"
    assert filters.masked_phone("0812") == "••••"
    assert filters.masked_nik(None) == filters.masked_phone(None) == ""


def test_a_constant_in_a_template_still_follows_the_reader(env: Environment):
    template = env.from_string("{{ 1234|number }}")

    with translation.override("en"):
        english = template.render()

    assert (template.render(), english) == ("1.234", "1,234")
