"""History over HTTP: which value held when, and what was known then."""

import pytest

from ayo.common import clock
from tests import cast as people
from tests.registry import callers
from tests.registry.callers import application

pytestmark = pytest.mark.django_db


def test_history_of_a_field_tells_every_value_and_its_source(cast):
    ratna = callers.person(cast.ratna)
    ratna.patch(f"/persons/{cast.ratna}", {"phone": "081299990001"})

    values = ratna.get(f"/persons/{cast.ratna}/history?field=phone").json()["values"]

    assert [one["value"] for one in values] == ["+6281299990001", "+6281234567801"]
    assert values[0]["source"] == "RESIDENT"
    assert values[0]["by"] == "Ratna"


def test_history_answers_what_was_known_then(cast):
    before = clock.now().isoformat().replace("+", "%2B")
    ratna = callers.person(cast.ratna)
    ratna.patch(f"/persons/{cast.ratna}", {"phone": "081299990001"})

    then = ratna.get(f"/persons/{cast.ratna}/history?known_at={before}").json()["fields"]
    now = ratna.get(f"/persons/{cast.ratna}/history?valid_on={clock.today()}").json()["fields"]

    assert (then["phone"]["value"], now["phone"]["value"]) == ("+6281234567801", "+6281299990001")


def test_history_of_an_application_stays_within_its_contract(cast):
    app = application({"person": ["domicile.kelurahan"]})

    fields = app.get(f"/persons/{cast.ratna}/history").json()["fields"]

    assert set(fields) == {"domicile"}
    assert fields["domicile"]["value"] == {"kelurahan": people.CIKOKOL}
    assert "by" not in fields["domicile"]
    assert app.get(f"/persons/{cast.ratna}/history?field=phone").status_code == 403


@pytest.mark.parametrize("question", ["field=fone", "known_at=2026-01-01T00:00:00", "valid_on=yesterday"])
def test_history_refuses_what_it_cannot_answer(cast, app, question):
    assert app.get(f"/persons/{cast.ratna}/history?{question}").status_code == 422
