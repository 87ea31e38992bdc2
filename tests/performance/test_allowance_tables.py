"""Versions of the tables of TPP: proposed with their effect on everybody, enacted by other eyes, dated."""

from datetime import date

import pytest

from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import Conflict, Invalid, NotAllowed
from ayo.events.models import Outbox
from ayo.performance import actions
from ayo.performance.models import AllowanceTable
from ayo.performance.queries import tables
from ayo.performance.rules import versions
from tests import cast as casting
from tests.cast import Cast
from tests.performance import paying as people
from tests.portal import factories


@pytest.fixture
def next_month() -> date:
    return date(clock.today().year + 1, 1, 1)


def proposed(cast: Cast, since: date, **leaves: str) -> AllowanceTable:
    values = {"version": "2027.1", "valid_from": since.isoformat(), **leaves}
    row = actions.propose_table(values=values, note="Naik", actor=cast.actor("rini"))
    actions.weigh_table(table_id=row.pk)
    row.refresh_from_db()
    return row


def test_the_effect_over_everybody_is_known_before_it_is_enacted(cast: Cast, next_month):
    """Ten percent more base: 6,202,713.5 become 6,822,984.85; nothing was done, so 40 % of each are earned."""
    people.budi(cast)
    people.hired(cast, "sari", job_class=9)
    people.run(cast)

    row = proposed(cast, next_month, **{"base.8": "8275300"})

    effect = row.effect
    assert (effect["slips"], effect["more"], effect["less"], effect["unknown"]) == (2, 1, 0, 0)
    assert effect["after"] - effect["before"] == 2_729_193 - 2_481_085


def test_a_version_holds_from_its_day_once_other_eyes_enacted_it(cast: Cast, next_month):
    casting.role(cast.dewi, Role.LEADER)
    row = proposed(cast, next_month, productivity="70")

    with pytest.raises(Conflict) as refused:
        actions.enact_table(table_id=row.pk, actor=cast.actor("rini"))
    assert tables.in_force(next_month).tariff.version == "2026.1"
    actions.enact_table(table_id=row.pk, actor=cast.actor("dewi"))

    assert refused.value.code == "four_eyes"
    assert tables.in_force(next_month).tariff.productivity * 100 == 70
    assert tables.in_force(clock.today()).tariff.version == "2026.1"
    told = Outbox.objects.filter(type="ayo.performance.allowance.table.moved").order_by("id")
    assert [one.data["state"] for one in told] == ["PROPOSED", "ENACTED"]
    with pytest.raises(Conflict):
        actions.withdraw_table(table_id=row.pk, actor=cast.actor("rini"))


@pytest.mark.parametrize(
    ("leaf", "text", "told"),
    [("base.8", "banyak", "base.8"), ("cuts.TL1", "101", "cuts.TL1"), ("valid_from", "2026-01-01", "valid_from"),
     ("version", "2026.1", "version"), ("valid_from", "kapan", "valid_from")],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(cast: Cast, next_month, leaf, text, told):
    with pytest.raises(Invalid) as refused:
        proposed(cast, next_month, **{leaf: text})

    assert told in refused.value.fields
    assert not AllowanceTable.objects.exists()


def test_only_the_personnel_office_proposes(cast: Cast, next_month):
    with pytest.raises(NotAllowed):
        actions.propose_table(values={}, note="", actor=cast.actor("budi"))
    row = proposed(cast, next_month)
    with pytest.raises(NotAllowed):
        actions.enact_table(table_id=row.pk, actor=cast.actor("budi"))


def test_leaves_keep_their_kind():
    values = {"base": {"8": 7}, "classes": [1, 2], "cuts": {"TL1": "0.5"}}

    after = versions.changed(values, {"base.8": "7.523.000", "classes": "1, 3", "cuts.TL1": "1"})

    assert after == {"base": {"8": 7_523_000}, "classes": [1, 3], "cuts": {"TL1": "1"}}
    assert [one.path for one in versions.changes(values, after)] == ["base.8", "classes", "cuts.TL1"]


def test_pages_show_what_is_in_force_what_changes_and_what_is_wrong(cast: Cast, next_month):
    visitor = factories.visitor(cast, "rini")

    wrong = visitor.post("/kepegawaian/tpp/tabel/usul/", {"version": "2027.1", "base.8": "banyak"})
    made = visitor.post(
        "/kepegawaian/tpp/tabel/usul/",
        {"version": "2027.1", "valid_from": next_month.isoformat(), "base.8": "8000000", "note": "Naik"},
    )
    page = visitor.get(made["Location"]).text

    assert wrong.status_code == 422 and "banyak" in wrong.text
    assert "8000000" in page and "7523000" in page and "Orang lain yang menetapkannya." in page
    assert "2026.1" in visitor.get("/kepegawaian/tpp/tabel/").text
    assert factories.visitor(cast, "budi").get("/kepegawaian/tpp/tabel/").status_code == 403
