"""Standing in: only where the rules allow it, one at a time, and for as long as it lasts."""

from datetime import timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM, ComeBy, Role
from ayo.common.errors import NotAllowed, NotFound
from ayo.identity import facade as identity
from ayo.registry import facade as registry
from ayo.registry import models
from ayo.registry.data import ActingKind, Kind
from ayo.registry.errors import ActingRefused
from ayo.registry.posts import actions, queries, views
from tests import cast as people
from tests.portal import factories
from tests.registry.posts.conftest import superior_is

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def appoint(office, employee=None, *, kind=ActingKind.PLH, first=None, days=7, actor=SYSTEM):
    first = first or clock.today()
    return registry.appoint_acting(
        post_id=office.post.pk, employee_id=employee or office.hasan, kind=kind, valid_from=first,
        valid_to=first + timedelta(days=days), basis="800/12-SP/2026", actor=actor,
    )  # fmt: skip


def leave(employee_id):
    models.Employee.objects.filter(pk=employee_id).update(ended_on=clock.today() - timedelta(days=1))


def code(office, **given):
    with pytest.raises(ActingRefused) as refused:
        appoint(office, **given)
    return refused.value.code


def test_the_holder_of_a_post_has_its_roles_without_anybody_giving_them(cast, office):
    held = [one for one in cast.actor("sari").grants if one.role is Role.LURAH]

    assert [(one.come_by, one.area, one.title) for one in held] == [(ComeBy.POST, people.CIKOKOL, "Lurah Cikokol")]


def test_who_leaves_the_post_loses_its_roles(cast, office):
    models.Employee.objects.filter(pk=office.sari).update(post="Camat")

    assert not cast.actor("sari").has(Role.LURAH)


def put(employee_id, *, since):
    registry.change_record(
        Kind.EMPLOYEE, employee_id, {"post": "Lurah Cikokol"}, valid_from=since, actor=SYSTEM, expected_version=None,
        note="x",
    )  # fmt: skip


def heads(office, *people):
    """Return who of them holds the post by the evaluator, having checked that every other reading says so too."""
    found = [one for one in people if identity.actor_of(one).has(Role.LURAH)]
    line = queries.lines(models.Post.objects.filter(pk=office.post.pk), day=clock.today())[0]
    assert identity.persons_with_role(Role.LURAH, organisation_id=office.unit) == found == [line.holder.person_id]
    assert queries.holders_of(office.post, clock.today()).first() == line.holder
    return found


def test_of_two_whom_the_records_name_only_who_was_put_there_last_holds_the_post(cast, office):
    today = clock.today()
    put(office.hasan, since=today - WEEK)

    assert heads(office, cast.sari, office.hasan_person) == [office.hasan_person]
    put(office.budi, since=today + WEEK)
    assert heads(office, cast.sari, office.hasan_person, cast.budi) == [office.hasan_person]
    leave(office.hasan)
    assert heads(office, cast.sari, office.hasan_person) == [cast.sari]


def test_of_two_who_were_put_there_on_one_day_the_first_recorded_holds_the_post(cast, office):
    put(office.hasan, since=people.LONG_AGO)
    models.Employee.objects.filter(pk__in=[office.sari, office.hasan]).update(started_on=people.LONG_AGO)

    assert heads(office, cast.sari, office.hasan_person) == [
        person for _pk, person in sorted([(office.sari, cast.sari), (office.hasan, office.hasan_person)])[:1]
    ]


def test_somebody_stands_in_beside_the_one_holder(cast, office):
    put(office.hasan, since=clock.today() - WEEK)
    appoint(office, office.budi)

    assert [identity.actor_of(one).has(Role.LURAH) for one in (cast.sari, office.hasan_person, cast.budi)] == [
        False, True, True,
    ]  # fmt: skip
    page = factories.visitor(cast, "rini").get(f"/jabatan/{office.post.pk}/").text
    assert "Data pegawai menyebut lebih dari satu pejabat" in page


def test_a_stand_in_has_the_roles_within_the_days_and_says_how_they_came(office):
    appoint(office)

    held = next(one for one in identity.actor_of(office.hasan_person).grants if one.role is Role.LURAH)
    assert (held.come_by, held.until) == (ComeBy.PLH, clock.today() + WEEK)


@pytest.mark.parametrize("shift", [-7, 1])
def test_before_and_after_the_days_there_is_no_role(office, shift):
    acting = appoint(office)
    moved = clock.today() + timedelta(days=shift)
    models.Acting.objects.filter(pk=acting.pk).update(valid_from=moved, valid_to=moved + WEEK)

    assert not identity.actor_of(office.hasan_person).has(Role.LURAH)


def test_plt_is_for_a_vacant_post_and_plh_for_one_that_is_held(office):
    assert code(office, kind=ActingKind.PLT) == "post_is_held"
    leave(office.sari)
    assert code(office, kind=ActingKind.PLH) == "post_is_vacant"
    appoint(office, kind=ActingKind.PLT)
    assert identity.actor_of(office.hasan_person).has(Role.LURAH)


def test_standing_in_for_a_vacant_post_ends_by_itself_when_somebody_holds_it(office):
    leave(office.sari)
    appoint(office, kind=ActingKind.PLT)
    models.Employee.objects.filter(pk=office.sari).update(ended_on=None)

    assert not identity.actor_of(office.hasan_person).has(Role.LURAH)


def test_who_left_the_service_stands_in_for_nobody(office):
    appoint(office)
    leave(office.hasan)

    assert not identity.actor_of(office.hasan_person).has(Role.LURAH)
    models.Acting.objects.all().delete()
    assert code(office) == "not_serving"


def test_nobody_stands_in_for_themselves_or_for_too_long(office):
    assert code(office, employee=office.sari) == "own_post"
    assert code(office, days=93) == "too_long"
    assert code(office, days=0) == "ends_too_soon"


def test_two_do_not_stand_in_on_the_same_day(office):
    appoint(office)

    assert code(office, employee=office.budi, first=clock.today() + timedelta(days=6)) == "taken"
    appoint(office, office.budi, first=clock.today() + WEEK)


def test_a_cancelled_order_frees_its_days(office):
    acting = appoint(office)

    actions.end_acting(acting_id=acting.pk, actor=SYSTEM)

    assert not identity.actor_of(office.hasan_person).has(Role.LURAH)
    appoint(office, office.budi)


def test_one_that_has_begun_ends_today(office):
    acting = appoint(office)
    models.Acting.objects.filter(pk=acting.pk).update(valid_from=clock.today() - WEEK)

    actions.end_acting(acting_id=acting.pk, actor=SYSTEM)

    assert not identity.actor_of(office.hasan_person).has(Role.LURAH)
    acting.refresh_from_db()
    assert (acting.valid_to, acting.cancelled_at) == (clock.today(), None)


def test_the_personnel_agency_writes_it_down_and_nobody_else(cast, office):
    appoint(office, actor=cast.actor("rini"))

    assert Inbox.objects.filter(act="registry.appoint_acting", subject_id=str(office.hasan_person)).exists()
    with pytest.raises(NotFound):
        appoint(office, office.budi, first=clock.today() + WEEK, actor=cast.actor("nia"))


def test_a_personnel_officer_does_so_in_the_own_unit_but_not_for_themselves(cast, office):
    people.role(office.hasan_person, Role.PERSONNEL_OFFICER, organisation_id=office.unit)
    officer = identity.actor_of(office.hasan_person)

    with pytest.raises(NotAllowed):
        appoint(office, actor=officer)
    appoint(office, office.budi, actor=officer)


def test_the_acting_head_is_the_superior_while_standing_in(office):
    today = clock.today()
    assert registry.superior_of(office.budi, today).employee_id == office.sari

    appoint(office, first=today + WEEK)

    assert registry.superior_of(office.budi, today).employee_id == office.sari
    standing_in = registry.superior_of(office.budi, today + WEEK)
    assert (standing_in.employee_id, standing_in.kind) == (office.hasan, "PLH")
    assert registry.superior_of(office.budi, today + 2 * WEEK).employee_id == office.sari


def test_nobody_is_their_own_superior_while_standing_in(cast, office):
    camat = people.employee(cast.joko, "198507102010011003", office.unit, "Camat Tangerang")
    superior_is(office.sari, camat)
    appoint(office)

    assert registry.superior_of(office.hasan, clock.today()).employee_id == camat


def test_without_anybody_above_there_is_no_superior(office):
    assert registry.superior_of(office.sari, clock.today()) is None


def test_who_decides_is_asked_by_post_too(cast, office):
    appoint(office)

    assert identity.persons_with_role(Role.LURAH, organisation_id=office.unit) == [cast.sari, office.hasan_person]


def test_the_board_shows_holder_and_stand_in_and_takes_an_order(cast, office):
    browser = factories.visitor(cast, "rini")
    order = {"nip": "197803122005011002", "kind": "PLH", "first": clock.today().isoformat(),
             "last": (clock.today() + WEEK).isoformat(), "basis": "SP 9"}  # fmt: skip

    sent = browser.post(f"/jabatan/{office.post.pk}/", order)
    again = browser.post(f"/jabatan/{office.post.pk}/", order)

    assert sent.status_code == 302
    assert "sudah ada yang menggantikan" in again.text
    page = browser.get("/jabatan/").text
    assert "Sari Wulandari" in page
    assert "Plh. Hasan Basri" in page
    ended = browser.post(f"/jabatan/penggantian/{models.Acting.objects.get().pk}/akhiri/")
    assert ended.status_code == 302


def test_a_stand_in_reads_so_on_the_own_page(cast, office):
    appoint(office)
    from django.test import Client

    account = identity.open_account(
        login="hasan@contoh.id", person_id=office.hasan_person, password="", is_demo=False, actor=SYSTEM
    )
    browser = Client()
    browser.force_login(account, backend="ayo.identity.backends.LoginBackend")

    page = browser.get("/saya/peran/").text

    assert "Plh. Lurah Cikokol sampai" in page


def test_the_board_comes_a_page_at_a_time(cast, office, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 1)
    models.Post.objects.create(
        organisation_id=office.unit, rank="DEPUTY", title="Sekretaris", valid_from=people.LONG_AGO
    )
    browser = factories.visitor(cast, "rini")

    pages = [browser.get("/jabatan/", {"halaman": number}).text for number in ("1", "2", "99", "x")]

    assert ["Lurah Cikokol" in page for page in pages] == [True, False, False, True]
    assert ["Sekretaris" in page for page in pages] == [False, True, True, False]
    assert "halaman=2" in pages[0]


def test_a_post_is_found_by_its_name_its_unit_or_who_holds_it_or_stands_in(cast, office, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 1)
    appoint(office)
    models.Post.objects.create(
        organisation_id=office.unit, rank="DEPUTY", title="Sekretaris", valid_from=people.LONG_AGO
    )
    browser = factories.visitor(cast, "rini")

    def found(**asked: str) -> list[bool]:
        page = browser.get("/jabatan/", asked).text
        return [f">{title}</a>" in page for title in ("Lurah Cikokol", "Sekretaris")]

    assert [found(cari=words) for words in ("LURAH", "sekret", "sari", "hasan", "kelurahan sekretaris")] == [
        [True, False], [False, True], [True, False], [True, False], [False, True],
    ]  # fmt: skip
    assert found(cari="sekretaris", isi="pengganti") == found(cari="tidak ada") == [False, False]
    page = browser.get("/jabatan/", {"cari": "<kelurahan>"}).text
    assert "2 jabatan cocok." in page and "cari=%3Ckelurahan%3E&amp;halaman=2" in page
