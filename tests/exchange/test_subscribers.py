"""Whoever looks after an application hears what waiting alone will not mend."""

import pytest

from ayo.common.actor import Role
from ayo.exchange import subscribers
from ayo.exchange.events import AppPaused, AppStalled, DeliveryExpired, ParkedDecided
from ayo.exchange.models import App
from ayo.notices import facade as notices
from tests import cast as people
from tests.exchange import factories

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
