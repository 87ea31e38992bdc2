"""Logs are one JSON object a line and hold nothing that identifies a person."""

import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ayo.config.logs import JsonFormatter, scrub


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("NIK 3671015203900001 unknown", "NIK [number] unknown"),
        ("KK 3671.0102.0390.0001", "KK [number]"),
        ("NIP 19900101 201503 1 001", "NIP [number]"),
        ("call +62 812-3456-7890 now", "call [phone] now"),
        ("call 081234567890", "call [phone]"),
        ("tel:+6281234567890", "tel:[phone]"),
        ("to ratna.dewi@contoh.go.id!", "to [email]!"),
        ("scan-3671015203900001.pdf", "scan-[number].pdf"),
        ('{"nik":"3671015203900001"}', '{"nik":"[number]"}'),
    ],
)
def test_what_is_shaped_like_a_persons_data_is_replaced(text, clean):
    assert scrub(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "person/0199c1a4-7d31-7000-8812-345678901234",
        "position 184467440737",
        "2026-11-24T08:16:18.771+00:00",
        "36.71.01.1001",
        "took 0.41368 s",
    ],
)
def test_ids_positions_times_and_area_codes_stay(text):
    assert scrub(text) == text


@given(
    st.integers(min_value=10**15, max_value=10**16 - 1),
    st.sampled_from(["", " ", ",", "'", "=", ":", "/", "\n", "_", ".", "-"]),
)
def test_no_nik_survives_between_any_marks(nik, mark):
    assert str(nik) not in scrub(f"before{mark}{nik}{mark}")


def line_of(**extra: object) -> dict[str, object]:
    record = logging.getLogger("ayo.test").makeRecord(
        "ayo.test", logging.WARNING, __file__, 1, "no %s", ("3671015203900001",), None, extra=extra
    )
    line = json.loads(JsonFormatter().format(record))
    assert isinstance(line, dict)
    return line


def test_a_line_says_when_what_and_where_from():
    line = line_of(app="pbb-p2", ms=12.5)

    assert line["level"] == "warning"
    assert line["logger"] == "ayo.test"
    assert line["message"] == "no [number]"
    assert (line["app"], line["ms"]) == ("pbb-p2", 12.5)
    assert str(line["at"]).endswith("+00:00")


def test_extra_fields_are_cleaned_too_whatever_their_type():
    line = line_of(nik=3671015203900001, person={"phone": "081234567890"}, ok=True)

    assert line["nik"] == "[number]"
    assert "0812" not in str(line["person"])
    assert line["ok"] is True


def test_a_traceback_is_kept_without_the_value_that_caused_it():
    try:
        raise ValueError("3671015203900001")
    except ValueError:
        record = logging.LogRecord("ayo", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())

    line = json.loads(JsonFormatter().format(record))

    assert "ValueError: [number]" in line["error"]
