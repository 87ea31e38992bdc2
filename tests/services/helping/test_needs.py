"""A need is asked, found by whose work it is, taken by one, and settled."""

from datetime import timedelta

import pytest

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import NotFound
from ayo.identity import facade as identity
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.registry.models import Organisation
from ayo.services import actions
from ayo.services.data.helping import Credit, NeedState
from ayo.services.errors import TakenByAnother
from ayo.services.models import Case, Help, HelpRequest, Line
from ayo.services.queries import needs
from tests import cast as people
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services.helping.deeds import SERVICE, asked, digits
from tests.services.test_views_filling import REST, fill


def test_a_resident_is_helped_from_the_need_to_the_case(city: Cast):
    ratna, budi = visitor(city, "ratna"), visitor(city, "budi")
    ratna.post(f"/minta-bantuan/{SERVICE}/", {"how": "HOME", "note": "Mata saya kabur"})
    need = HelpRequest.objects.get()
    listed = budi.get("/kebutuhan/").content.decode()
    assert "Cikokol, RW 003" in listed and "Ratna" not in listed and "Mata saya" not in listed
    budi.post(f"/kebutuhan/{need.pk}/ambil/")
    assert "Ratna" in budi.get(f"/kebutuhan/{need.pk}/").content.decode()
    page = budi.post(f"/kebutuhan/{need.pk}/bantu/")["Location"]
    budi.post(page, {"do": "kirim:PHONE"})
    assert digits() not in budi.get(page).content.decode()
    assert budi.post(page, {"do": "kode", "kode": digits()}).status_code == 302
    draft = budi.post(budi.get(page)["Location"])["Location"]
    step = budi.get(draft)["Location"]
    assert "Anda membantu Ratna, sampai pukul" in budi.get(step).content.decode()
    fill(budi, step, purpose="BANK", **REST)
    budi.post(f"{draft}periksa/", {"isian-benar": "on"})

    case = Case.objects.get()
    assert (case.applicant_id, case.helper_id) == (city.ratna, city.budi)
    line = Line.objects.get(case=case)
    assert (line.actor_id, line.on_behalf_of) == (city.budi, city.ratna)
    entry = Inbox.objects.get(act="services.submitted")
    assert (entry.actor_id, entry.on_behalf_of) == (city.budi, city.ratna)
    for address in (f"/urusan/{case.pk}/", f"/urusan/{case.pk}/terkirim/"):
        assert "dibantu oleh Budi" in ratna.get(address).content.decode()
    need.refresh_from_db()
    assert need.state == NeedState.DONE
    given = Help.objects.get()
    assert (given.credit, given.minutes) == (Credit.GIVEN, 20)


def test_a_need_is_open_to_those_near_or_at_work_on_it_and_never_to_kin(city: Cast):
    need = asked(city)

    assert visitor(city, "joko").get("/kebutuhan/").status_code == 403
    people.role(city.joko, identity.actor_of(city.sari).grants[1].role, area=people.CIPONDOH)
    with pytest.raises(NotFound):
        actions.take_need(need_id=need.pk, actor=city.actor("joko"))
    registry.change_record(
        Kind.PERSON, city.budi, {"family_id": str(registry.record(Kind.PERSON, city.ratna).fields["family_id"])},
        valid_from=clock.today(), actor=SYSTEM, expected_version=None, note="",
    )  # fmt: skip
    with pytest.raises(NotFound):
        actions.take_need(need_id=need.pk, actor=city.actor("budi"))


def test_an_officer_of_an_agency_serves_where_the_agency_does(city: Cast):
    need = asked(city)
    page = visitor(city, "dewi").get("/kebutuhan/").content.decode()
    assert "Cikokol, RW 003" in page and "Dekat saya" not in page and "Ratna" not in page

    office = registry.organisation_id("DISDUKCAPIL")
    for area, is_served in ((people.CIPONDOH, False), (people.CIKOKOL[:8], True)):
        Organisation.objects.filter(pk=office).update(area=area)
        assert needs.is_within_reach(city.actor("dewi"), need.pk) == is_served
    assert actions.take_need(need_id=need.pk, actor=city.actor("dewi")).taken_by_id == city.dewi
    assert not needs.is_within_reach(city.actor("nia"), need.pk)


def test_a_need_is_taken_by_one_given_back_and_withdrawn(city: Cast):
    need = asked(city)
    assert asked(city).pk == need.pk

    for _press in range(2):
        actions.take_need(need_id=need.pk, actor=city.actor("budi"))
    with pytest.raises(TakenByAnother):
        actions.take_need(need_id=need.pk, actor=city.actor("sari"))
    for name in ("sari", "joko"):
        assert visitor(city, name).get(f"/kebutuhan/{need.pk}/").status_code in {403, 404}
    assert "Budi" in visitor(city, "ratna").get("/minta-bantuan/").content.decode()
    actions.give_back_need(need_id=need.pk, actor=city.actor("budi"))
    assert visitor(city, "joko").post(f"/minta-bantuan/{need.pk}/tarik/").status_code == 404
    actions.withdraw_need(need_id=need.pk, actor=city.actor("ratna"))

    assert HelpRequest.objects.get().state == NeedState.CANCELLED
    assert actions.expire_needs() == 0


def test_what_nobody_takes_expires_and_the_resident_hears(city: Cast):
    need = asked(city)
    HelpRequest.objects.update(asked_at=clock.now() - timedelta(days=15))

    assert (actions.expire_needs(), actions.expire_needs()) == (1, 0)
    need.refresh_from_db()
    assert need.state == NeedState.EXPIRED
