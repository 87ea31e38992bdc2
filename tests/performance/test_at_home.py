"""What of a team waits stands on the first page of its superior, and on nobody else's."""

import pytest
from django.db import connection
from django.urls import reverse

from ayo.common import clock, sql
from ayo.performance import actions
from ayo.performance.data.activity import Waits
from ayo.performance.queries import activities
from tests.cast import Cast
from tests.performance.factories import TODAY, entry, team
from tests.performance.test_correction_superiors import ask
from tests.portal import factories


@pytest.fixture(autouse=True)
def friday():
    with clock.at(TODAY):
        yield


def home(cast: Cast, name: str) -> str:
    return factories.visitor(cast, name).get("/").text


def waits(cast: Cast, name: str) -> Waits:
    day = clock.today()
    return activities.recent_and_waiting(getattr(cast, name), since=day, until=day)[1]


def test_a_superior_reads_what_waits_and_where(cast: Cast):
    team(cast)
    for hour in (8, 10):
        actions.enter(entry=entry(code="RAPAT", volume=hour), actor=cast.actor("budi"))
    ask(cast)
    plan = actions.begin_plan(year=clock.today().year, actor=cast.actor("budi"))
    actions.submit_plan(plan_id=plan.pk, version=plan.version, actor=cast.actor("budi"))

    page = home(cast, "sari")

    for words in ("2 aktivitas tim", "1 koreksi kehadiran", "1 SKP menunggu persetujuan"):
        assert words in page
    assert f"{reverse('performance:team')}#koreksi" in page and reverse("performance:team_plans") in page
    assert waits(cast, "budi") == waits(cast, "agus") == waits(cast, "ratna") == Waits(0, 0, 0)
    assert "aktivitas tim" not in home(cast, "budi")


def test_a_superior_for_whom_nothing_waits_reads_nothing_of_it(cast: Cast):
    team(cast)

    page = home(cast, "sari")

    assert "aktivitas tim" not in page and "SKP menunggu" not in page


def test_the_counts_walk_their_indexes(cast: Cast, monkeypatch):
    sent = []
    monkeypatch.setattr(sql, "row", lambda *asked: sent.append(asked))
    waits(cast, "sari")
    ((statement, values),) = sent
    with connection.cursor() as cursor:
        for setting in ("enable_seqscan", "enable_bitmapscan"):
            cursor.execute(f"set local {setting} = off")
        cursor.execute(f"explain {statement}", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan on performance" not in plan
    assert "activity_of_person" in plan and "plan_to_agree" in plan
