"""CloudEvents in all three forms say the same."""

import json
from datetime import UTC, datetime
from urllib.parse import unquote

from ayo.exchange import envelope
from ayo.exchange.data import Op, Reason
from ayo.exchange.envelope import Envelope

MADE = Envelope(
    "id-1", "urn:ayo:tangerang", "ayo.registry.person.changed", "person/1", datetime(2026, 1, 31, 8, 0, 0, 123456, UTC),
    42, Op.UPSERT, Reason.CHANGE, {"record": {"name": "Ny. Ratu \"Ayu\" Ñ"}},
)  # fmt: skip


def test_structured_and_binary_carry_the_same_attributes_and_data():
    structured = json.loads(MADE.structured())
    headers, body = MADE.binary()

    assert structured["time"] == "2026-01-31T08:00:00.123Z"
    assert structured["ayoposition"] == "42"
    assert json.loads(body) == structured.pop("data")
    assert headers.pop("content-type") == structured.pop("datacontenttype")
    assert {name.removeprefix("ce-"): unquote(value) for name, value in headers.items()} == structured


def test_header_values_are_printable_ascii():
    odd = Envelope(**{**{name: getattr(MADE, name) for name in Envelope.__slots__}, "subject": 'a "b" é%\r\n'})

    headers, _ = odd.binary()

    assert unquote(headers["ce-subject"]) == 'a "b" é%\r\n'
    assert all(33 <= ord(char) <= 126 for value in headers.values() for char in value)


def test_a_batch_is_a_json_list():
    assert json.loads(envelope.batch([])) == []
    assert [one["id"] for one in json.loads(envelope.batch([MADE.structured()] * 2))] == ["id-1", "id-1"]
