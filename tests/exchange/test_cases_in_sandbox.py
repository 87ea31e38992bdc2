"""Cases all the way into applications of the sandbox: by push and by file, compared, lied about, healed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.events import facade as events
from ayo.exchange import actions as exchange
from ayo.exchange import facade, queries, reconcile
from ayo.exchange.models import App, Drift, Reconciliation
from ayo.registry import facade as registry
from ayo.services import actions
from ayo.services.models import Case, Task
from sandbox import manifest
from tests import cast as people
from tests.cast import Cast
from tests.exchange.conftest import RunningRelay, eventually
from tests.sandbox.driving import Running, running
from tests.services import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
MEANS = {"purpose": "SCHOOL", "school": "SMPN 1", "income": 1_500_000, "true": True}
AID = {"aid": "FOOD", "income": 1_500_000, "story": "Berat", "true": True}


@pytest.fixture
def city(transactional_db: None) -> Cast:
    cast = people.gather()
    for code, kind in (("DINSOS", "DINAS"), ("BAG-KESRA", "BAGIAN"), ("BPBD", "BADAN")):
        people.organisation(code, code, kind)
    actions.settle_catalogue(actor=SYSTEM)
    return cast


@pytest.fixture
def connected(city: Cast, tmp_path: Path) -> Iterator[Callable[[str], tuple[Running, App]]]:
    """Return a function that starts an application of the sandbox and introduces it with its own manifest."""
    with ExitStack() as open_ones:

        def connect(module: str) -> tuple[Running, App]:
            app = manifest.apps()[module]
            process = open_ones.enter_context(
                running(module, tmp_path / "sandbox" / module, inbox=str(tmp_path / "exchange" / app.slug))
            )
            (made,) = exchange.apply_manifest(
                manifest={"apps": [manifest.entry(app, process.port)]}, rotate=False, actor=SYSTEM
            )
            process.ask("keys", keys={"secret": made.secret, "api_key": made.api_key})
            _known_to_all(city, module)
            return process, App.objects.get(pk=made.id)

        yield connect


def _known_to_all(city: Cast, street: str) -> None:
    """Ratna moves, so that an application that was connected since hears of her."""
    registry.change_record(
        "person", city.ratna, {"domicile": people.address(people.CIKOKOL, f"Jl. {street} 1")},
        valid_from=clock.today(), actor=SYSTEM, expected_version=None, note="test",
    )  # fmt: skip


def asked(city: Cast, code: str, answers: dict[str, Any]) -> Case:
    return factories.handed_in(city.actor("ratna"), answers, code=code)


def kept(process: Running, city: Cast) -> dict[str, dict[str, Any]]:
    """Return the cases of Ratna as the application keeps them, read back into Ayo's words, by number."""
    held = process.ask("copies", id=str(city.ratna))
    return {one["record"]["number"]: one["record"] for one in held if one["kind"] == "case"}


def compared(app: App) -> Reconciliation:
    return facade.compare(App.objects.get(pk=app.pk), kind="case")[0]


def faults_of(run: Reconciliation) -> tuple[int, int, int]:
    return run.missing, run.extra, run.different


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was taken a moment ago may be compared at once."""
    monkeypatch.setattr(reconcile, "WORKED_ON_FOR", timedelta(0))


@pytest.mark.usefixtures("at_once")
def test_a_lie_about_a_case_is_found_and_healed(
    city: Cast, relay: Callable[[], RunningRelay], connected: Callable[[str], tuple[Running, App]]
):
    process, app = connected("sabakota")
    relay()
    first = asked(city, "sktm", MEANS)
    elsewhere = asked(city, factories.SERVICE, {})
    eventually(lambda: first.number in kept(process, city))
    assert kept(process, city)[first.number]["state"] == "SUBMITTED"
    assert elsewhere.number not in kept(process, city)
    assert faults_of(compared(app)) == (0, 0, 0)

    process.ask("behave", behaviour={"name": "LIAR", "lie_share": 1.0})
    second = asked(city, "bantuan-sosial", AID)
    actions.cancel_case(case_id=first.pk, reason="Sudah dibantu", actor=city.actor("ratna"))
    head = events.head()
    eventually(lambda: events.head() > head or queries.health_of(app).lag == 0)
    eventually(lambda: queries.health_of(app).lag == 0 and events.of_subject(f"case/{second.pk}", limit=1))
    lied_about = compared(app)

    assert faults_of(lied_about) == (1, 0, 1)
    assert {str(one.record_id) for one in Drift.objects.filter(app=app, healed_at__isnull=True)} == {
        str(first.pk), str(second.pk)
    }  # fmt: skip
    assert facade.health_of(app).drift == 2
    eventually(lambda: second.number in kept(process, city))
    eventually(lambda: kept(process, city)[first.number]["state"] == "CANCELLED")
    assert faults_of(compared(app)) == (0, 0, 0)
    assert facade.health_of(app).drift == 0


@pytest.mark.usefixtures("at_once")
def test_an_application_that_reads_files_gets_cases_and_is_compared_as_any_other(
    city: Cast, relay: Callable[[], RunningRelay], connected: Callable[[str], tuple[Running, App]], tmp_path: Path
):
    process, app = connected("relawan_bpbd")
    relay()
    asked(city, "sktm", MEANS)
    case = asked(city, "bantuan-sosial", AID)

    eventually(lambda: case.number in kept(process, city))

    written = "".join(one.read_text() for one in (tmp_path / "exchange" / app.slug).glob("events-*.ndjson"))
    assert f'"subject":"case/{case.pk}"' in written and '"service":"sktm"' not in written
    assert list((tmp_path / "exchange" / app.slug).glob("events-*.done"))
    assert list(kept(process, city)) == [case.number]
    assert faults_of(compared(app)) == (0, 0, 0)

    process.ask("behave", behaviour={"name": "LIAR", "lie_share": 1.0})
    task = Task.objects.get(case=case)
    actions.finish_task(task_id=task.pk, text="", expected=None, actor=city.actor("budi"))
    case.refresh_from_db()
    eventually(lambda: _heard_out(process, app, case))

    assert faults_of(compared(app)) == (0, 0, 1)
    eventually(lambda: kept(process, city)[case.number]["state"] == case.state)
    assert faults_of(compared(app)) == (0, 0, 0)


def _heard_out(process: Running, app: App, case: Case) -> bool:
    """Tell whether the newest event of the case has been read from its file, believed or not."""
    heard = [one for one in events.of_subject(f"case/{case.pk}", limit=9) if one.data.get("version") == case.version]
    return bool(heard) and _position(process) >= heard[0].position


def _position(process: Running) -> int:
    said = str(process.status["position"])
    return int(said) if said.isdigit() else 0


def test_each_step_reaches_applications_that_are_told_in_other_ways(
    city: Cast, relay: Callable[[], RunningRelay], connected: Callable[[str], tuple[Running, App]]
):
    """PATEN takes one event a request and only its own kecamatan's; e-Office takes all in batches."""
    people.organisation("KEC-36.71.01", "Kecamatan Tangerang", "KECAMATAN", "36.71.01")
    people.organisation("BAG-UMUM", "Bagian Umum", "BAGIAN")
    paten, _app = connected("paten")
    office, _app = connected("e_office")
    relay()

    case = factories.done(city, asked(city, factories.SERVICE, {}))

    for process in (paten, office):
        eventually(lambda process=process: case.number in kept(process, city))
        eventually(lambda process=process: kept(process, city)[case.number]["state"] == "DONE")
