"""Whoever is given a role, stands in, or is let act for another is told, and so is the other side."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation

from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.events import facade as events
from ayo.identity import facade as identity
from ayo.identity.delegating import actions as delegating
from ayo.notices import queries
from ayo.notices.models import Notice
from ayo.region.data import Rank
from ayo.registry import facade as registry
from ayo.registry import models
from ayo.registry.data import ActingKind
from ayo.registry.posts import actions as posts
from tests import cast as people
from tests.cast import Cast
from tests.exchange import desk

pytestmark = pytest.mark.django_db

RT = f"{people.CIKOKOL}/003/002"
MONTH = timedelta(days=30)


@pytest.fixture
def heard(cast: Cast) -> Callable[[], None]:
    desk.sequence()
    events.ensure_cursors()

    def hear() -> None:
        desk.sequence()
        while events.advance_all():
            pass

    return hear


def letters(person_id) -> list[str]:
    return [one.title for one in queries.inbox(person_id, before=None, limit=9)]


def test_a_role_that_is_given_and_ended_is_told_with_its_name_and_reason(cast: Cast, heard):
    given = identity.give_role(
        person_id=cast.ratna, role=Role.RT_HEAD, organisation_id=None, area=RT, valid_from=clock.today(),
        valid_to=None, reason="SK 1", actor=cast.actor("sari"),
    )  # fmt: skip
    heard()
    identity.end_role(grant_id=given.pk, ends_on=clock.today(), reason="Pindah rumah", actor=cast.actor("sari"))
    heard()

    assert letters(cast.ratna) == ["Peran Ketua RT Anda berakhir", "Anda mendapat peran Ketua RT"]
    assert "RT 002/RW 003, Cikokol" in Notice.objects.get(code="role_given").facts["place"]
    with translation.override("en"):
        assert letters(cast.ratna) == ["Your role ends: Head of RT", "You were given a role: Head of RT"]
    assert queries.inbox(cast.ratna, before=None, limit=1)[0].text.endswith("Alasan: Pindah rumah")


def test_who_stands_in_is_told_from_when_to_when(cast: Cast, heard):
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL").pk
    people.employee(cast.sari, "197505052000012001", unit, "Lurah Cikokol")
    post = registry.make_post(
        organisation_id=unit, rank=Rank.HEAD, title="Lurah Cikokol", valid_from=people.LONG_AGO, actor=SYSTEM
    )
    budi = models.Employee.objects.get(person_id=cast.budi).pk
    acting = registry.appoint_acting(
        post_id=post.pk, employee_id=budi, kind=ActingKind.PLH, valid_from=clock.today(),
        valid_to=clock.today() + MONTH, basis="SP 1", actor=SYSTEM,
    )  # fmt: skip
    heard()
    posts.end_acting(acting_id=acting.pk, actor=SYSTEM)
    heard()

    assert letters(cast.budi) == ["Tugas sebagai Plh. Lurah Cikokol berakhir", "Anda Plh. Lurah Cikokol"]


def test_both_sides_of_a_delegation_hear_what_the_other_does(cast: Cast, heard):
    made, code = delegating.delegate(
        delegate_id=None, scopes=("SEE",), valid_from=clock.today(), valid_to=clock.today() + MONTH,
        actor=cast.actor("ratna"),
    )  # fmt: skip
    heard()
    delegating.accept_by_code(code=code, actor=cast.actor("joko"))
    heard()
    delegating.end(delegation_id=made, actor=cast.actor("ratna"))
    heard()

    assert letters(cast.ratna) == ["Joko Susilo menerima kuasa Anda"]
    assert letters(cast.joko) == ["Kuasa dengan Ratna berakhir"]


def test_an_offer_by_name_is_told_to_whom_it_is_made(cast: Cast, heard):
    grown = people.person(
        "Arif", "3671011804900061", family_role="SPOUSE",
        family_id=str(models.Person.objects.get(pk=cast.ratna).family_id),
    )  # fmt: skip
    delegating.delegate(
        delegate_id=grown, scopes=("SEE",), valid_from=clock.today(), valid_to=clock.today() + MONTH,
        actor=cast.actor("ratna"),
    )  # fmt: skip
    heard()

    assert letters(grown) == ["Ratna ingin memberi Anda kuasa"]
