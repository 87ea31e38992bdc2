"""Whoever looks after an application hears what waiting alone will not mend."""

import pytest

from ayo.common.actor import SYSTEM, Role
from ayo.events import facade as events
from ayo.exchange import actions, subscribers
from ayo.exchange.events import AppPaused, AppStalled, DeliveryExpired, ParkedDecided
from ayo.exchange.models import App
from ayo.notices import facade as notices
from tests import cast as people
from tests.exchange import desk, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def integrator(db):
    person_id = factories.person(1)
    people.role(person_id, Role.INTEGRATOR)
    return person_id


@pytest.fixture
def app(db):
    factories.app("pbb", endpoint="http://127.0.0.1:9/x")
    return App.objects.get(slug="pbb")


def letters(person_id):
    return notices.inbox(person_id, before=None, limit=10)


def test_what_expired_is_a_task_until_somebody_decides(integrator, app):
    subscribers.ask_about_expired(DeliveryExpired(app_id=app.pk, slug=app.slug, position=7))
    assert [letter.is_open_task for letter in letters(integrator)] == [True]

    subscribers.close_expired(ParkedDecided(app_id=app.pk, slug=app.slug, position=7, decision="DISCARDED"))
    assert [letter.is_open_task for letter in letters(integrator)] == [False]


def test_the_same_trouble_is_told_once_and_again_when_it_returns(integrator, app):
    stalled = AppStalled(app_id=app.pk, slug=app.slug, error="connection refused")
    subscribers.ask_about_stalled(stalled)
    subscribers.ask_about_stalled(stalled)
    assert len(letters(integrator)) == 1

    notices.finish(about=f"stalled/{app.pk}")
    subscribers.ask_about_stalled(stalled)

    assert [letter.is_open_task for letter in letters(integrator)] == [True]


def test_an_application_that_says_it_is_gone_is_a_task_and_a_pause_by_hand_is_not(integrator, app):
    subscribers.ask_about_gone(AppPaused(app_id=app.pk, slug=app.slug, reason="maintenance"))
    assert letters(integrator) == []

    subscribers.ask_about_gone(AppPaused(app_id=app.pk, slug=app.slug, reason="410"))
    assert len(letters(integrator)) == 1


def hear():
    """Let the house's own listeners hear everything that was said."""
    desk.sequence()
    while events.advance_all():
        pass


def test_an_opened_circuit_is_told_once_per_opening_to_integrator_and_owner_and_to_nobody_else(integrator, app):
    owner, stranger = factories.person(2), factories.person(3)
    people.role(owner, Role.OPD_ADMIN, organisation_id=app.owner_id)
    people.role(stranger, Role.OPD_ADMIN, organisation_id=people.organisation("BPKD", "Badan Keuangan", "BADAN"))
    desk.sequence()
    events.ensure_cursors()

    for _relay in range(2):
        actions.announce_opened(app_id=app.pk, error="!NO_ANSWER 5", actor=SYSTEM)
    hear()

    for person_id in (integrator, owner):
        (letter,) = letters(person_id)
        assert letter.is_open_task
        assert letter.title == "Pbb tidak terjangkau"
        assert "tidak menjawab dalam 5 detik" in letter.text
        assert letter.url == "/aplikasi/pbb/"
    assert letters(stranger) == []

    actions.announce_closed(app_id=app.pk, actor=SYSTEM)
    hear()
    assert [letter.is_open_task for letter in letters(owner)] == [False]

    actions.announce_opened(app_id=app.pk, error="!NO_ANSWER 5", actor=SYSTEM)
    hear()
    assert [letter.is_open_task for letter in letters(owner)] == [True]


def test_what_never_opened_does_not_close(app):
    before = events.head()
    actions.announce_closed(app_id=app.pk, actor=SYSTEM)
    desk.sequence()

    assert all(logged.type != "ayo.exchange.circuit.closed" for logged in events.read(before, 100))
