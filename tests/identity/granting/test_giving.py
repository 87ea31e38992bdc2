"""Giving and ending roles: written down, told to the person, and only within reach."""

from datetime import timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM, Role
from ayo.common.errors import NotAllowed, NotFound
from ayo.events.models import Outbox as OutboxEvent
from ayo.identity import facade as identity
from ayo.identity.errors import RoleRefused
from ayo.identity.models import RoleGrant
from tests import cast as people
from tests.portal import factories

pytestmark = pytest.mark.django_db

RT = f"{people.CIKOKOL}/003/002"


def give(cast, by: str, to: str, role: Role, *, area: str = "", unit=None, until=None):
    return identity.give_role(
        person_id=getattr(cast, to), role=role, organisation_id=unit, area=area, valid_from=clock.today(),
        valid_to=until, reason="SK 1/2026", actor=cast.actor(by),
    )  # fmt: skip


def test_a_head_of_an_rt_is_appointed_by_the_lurah_and_told(cast):
    grant = give(cast, "sari", "ratna", Role.RT_HEAD, area=RT)

    assert cast.actor("ratna").areas(Role.RT_HEAD) == (RT,)
    assert Inbox.objects.filter(act="identity.grant_role", subject_id=str(cast.ratna), actor_id=cast.sari).exists()
    assert OutboxEvent.objects.filter(type="ayo.identity.role.given", data__grant_id=str(grant.pk)).exists()


@pytest.mark.parametrize("area", ["", people.CIKOKOL, f"{people.CIKOKOL}/003", f"{people.CIKOKOL}/3/2",
                                  f"{people.CIPONDOH}/003/002", "99.99/003/002"])  # fmt: skip
def test_an_rt_that_is_none_or_is_elsewhere_is_refused(cast, area):
    with pytest.raises(RoleRefused):
        give(cast, "sari", "ratna", Role.RT_HEAD, area=area)


def test_the_same_role_is_not_given_twice(cast):
    give(cast, "sari", "ratna", Role.RT_HEAD, area=RT)

    with pytest.raises(RoleRefused) as refused:
        give(cast, "sari", "ratna", Role.RT_HEAD, area=RT)

    assert refused.value.code == "held_already"


def test_an_ended_role_holds_until_its_last_day(cast):
    grant = give(cast, "sari", "ratna", Role.RT_HEAD, area=RT)

    identity.end_role(
        grant_id=grant.pk, ends_on=clock.today() + timedelta(days=1), reason="Pindah", actor=cast.actor("sari")
    )

    assert cast.actor("ratna").has(Role.RT_HEAD)
    RoleGrant.objects.filter(pk=grant.pk).update(valid_to=clock.today())
    assert not cast.actor("ratna").has(Role.RT_HEAD)


def test_a_role_ended_on_its_first_day_is_over_at_once(cast):
    grant = give(cast, "sari", "ratna", Role.RT_HEAD, area=RT)

    identity.end_role(grant_id=grant.pk, ends_on=clock.today(), reason="Salah orang", actor=cast.actor("sari"))

    assert not cast.actor("ratna").has(Role.RT_HEAD)
    assert OutboxEvent.objects.filter(type="ayo.identity.role.ended").count() == 1


def test_what_is_beyond_ones_reach_is_not_there(cast):
    grant = RoleGrant.objects.get(person_id=cast.nia)

    with pytest.raises(NotFound):
        identity.end_role(grant_id=grant.pk, ends_on=clock.today(), reason="x", actor=cast.actor("sari"))


def test_nobody_ends_a_role_of_their_own(cast):
    own = RoleGrant.objects.get(person_id=cast.wati)

    with pytest.raises(NotAllowed):
        identity.end_role(grant_id=own.pk, ends_on=clock.today(), reason="x", actor=cast.actor("wati"))


def test_the_command_line_makes_auditors(cast):
    unit = RoleGrant.objects.get(person_id=cast.agus).organisation_id
    made = identity.give_role(
        person_id=cast.joko, role=Role.AUDITOR, organisation_id=unit, area="", valid_from=clock.today(),
        valid_to=None, reason="SK", actor=SYSTEM,
    )  # fmt: skip

    assert [one.id for one in identity.roles_of(cast.joko)] == [made.pk]


def test_a_lurah_appoints_on_the_page_after_checking(cast):
    browser = factories.visitor(cast, "sari")
    unit = RoleGrant.objects.get(person_id=cast.sari).organisation_id
    filled = {"number": "3671015203890001", "unit": str(unit), "rw": "3", "rt": "2",
              "valid_from": clock.today().isoformat(), "reason": "SK Lurah 4/2026"}  # fmt: skip

    checked = browser.post("/peran/beri/RT_HEAD/", filled | {"step": "check"})
    sent = browser.post("/peran/beri/RT_HEAD/", filled | {"step": "send"})

    assert checked.status_code == 200
    assert "Ratna" in checked.text
    assert (
        RoleGrant.objects.filter(person_id=cast.ratna, role="RT_HEAD", area=RT, reason="SK Lurah 4/2026").count() == 1
    )
    assert sent.status_code == 302
    assert "Ratna" in browser.get("/peran/").text


def test_a_number_of_somebody_elsewhere_and_of_nobody_are_answered_alike(cast):
    browser = factories.visitor(cast, "sari")
    unit = RoleGrant.objects.get(person_id=cast.sari).organisation_id
    rest = {"unit": str(unit), "rw": "3", "rt": "2", "valid_from": clock.today().isoformat(), "reason": "x"}

    of_joko = browser.post("/peran/beri/RT_HEAD/", rest | {"number": "3671051007850003"})
    of_nobody = browser.post("/peran/beri/RT_HEAD/", rest | {"number": "3671051007850099"})

    assert of_joko.status_code == of_nobody.status_code == 422
    assert "Tidak ada warga kelurahan ini" in of_joko.text
    assert "Tidak ada warga kelurahan ini" in of_nobody.text
    assert "Joko" not in of_joko.text


def test_a_head_of_an_rt_sees_names_and_addresses_of_the_rt_and_nothing_else(cast):
    give(cast, "sari", "joko", Role.RT_HEAD, area=RT)
    browser = factories.visitor(cast, "joko")

    page = browser.get("/tetangga/").text

    assert "Ratna" in page
    assert "Jl. Perintis 14" in page
    assert "3671015203890001" not in page
    assert "81234567801" not in page.replace(" ", "").replace("-", "")
    assert str(cast.ratna) not in page
    assert browser.get(f"/warga/{cast.ratna}/").status_code == 404
    assert browser.get("/warga/").status_code == 403


def test_the_head_of_another_rt_sees_nobody_of_this_one(cast):
    give(cast, "sari", "joko", Role.RT_HEAD, area=f"{people.CIKOKOL}/003/001")

    assert "Ratna" not in factories.visitor(cast, "joko").get("/tetangga/").text


def test_the_head_of_the_rw_sees_all_its_rts(cast):
    give(cast, "sari", "joko", Role.RW_HEAD, area=f"{people.CIKOKOL}/003")

    assert "Ratna" in factories.visitor(cast, "joko").get("/tetangga/").text
