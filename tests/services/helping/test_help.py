"""What a helper may, what counts as work, and what the resident says afterwards."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.errors import NotFound
from ayo.identity import facade as identity
from ayo.identity.errors import AssistanceRefused
from ayo.identity.models import Assistance
from ayo.services import actions, telling
from ayo.services.data.helping import Credit
from ayo.services.errors import HelperMayNot
from ayo.services.events import HelpGiven, HelpObjected
from ayo.services.models import Case, Help
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services import factories
from tests.services.helping.deeds import OTHER, SERVICE, handed_in, helping, let


def test_whoever_helps_has_one_service_and_nothing_else_of_the_person(city: Cast):
    own = factories.handed_in(city.actor("ratna"), code=SERVICE)
    other = factories.begun(city.actor("ratna"), code=OTHER)
    made = let(city)
    budi = visitor(city, "budi")
    budi.post(f"/bantu/{made.pk}/", {"do": "mulai"})

    for address in (f"/urusan/{own.pk}/", f"/urusan/isian/{other.pk}/", f"/layanan/{OTHER}/mulai/", "/saya/riwayat/"):
        answer = budi.get(address)
        assert answer.status_code == 404 or answer["Location"] == "/saya/untuk/", address
    for address in ("/meja-kerja/", "/kasus/", "/warga/", "/bantu/", "/kebutuhan/", "/saya/bantuan/"):
        assert budi.get(address).status_code in {302, 403}, address
    page = budi.get("/urusan/").content.decode()
    assert own.number not in page
    with pytest.raises(NotFound):
        actions.begin_draft(code=OTHER, subject_id=None, actor=helping(city, made))
    with pytest.raises(AssistanceRefused):
        identity.ask_assistance(principal_id=city.joko, thing=SERVICE, named={}, url="/", actor=helping(city, made))


def test_an_hour_is_an_hour(city: Cast):
    made = let(city)
    ago = clock.now() - timedelta(minutes=61)
    Assistance.objects.update(confirmed_at=ago, ends_at=ago + timedelta(minutes=60))
    budi = visitor(city, "budi")
    session = budi.session
    session["assisting"] = str(made.assistance_id)
    session.save()

    assert budi.get("/urusan/")["Location"] == "/saya/untuk/"
    assert "Waktu membantu sudah habis" in budi.get("/saya/untuk/").content.decode()
    assert budi.post("/saya/untuk/selesai/")["Location"] == f"/bantu/{made.pk}/"
    assert budi.get("/meja-kerja/").status_code == 200


def test_what_only_the_resident_says_no_helper_says(city: Cast):
    made = handed_in(city)
    acts = helping(city, made)

    for deed in (
        lambda: actions.cancel_case(case_id=made.case_id, reason="", actor=acts),
        lambda: actions.confirm_case(case_id=made.case_id, actor=acts),
        lambda: actions.reopen_case(case_id=made.case_id, reason="x", actor=acts),
        lambda: actions.rate_case(case_id=made.case_id, answers=[4] * 9, comment="", actor=acts),
    ):
        with pytest.raises(HelperMayNot):
            deed()
    with pytest.raises(NotFound):
        actions.begin_draft(code=SERVICE, subject_id=None, actor=acts)


def test_a_case_counts_once_however_often_it_is_helped_with(city: Cast):
    first = handed_in(city)
    case = Case.objects.get()
    factories.returned(city, case) if first.helper_id != city.budi else actions.return_case(
        task_id=factories.only_task(case).pk, fields=["purpose"], text="Bank mana?", expected=None,
        actor=city.actor("sari"),
    )  # fmt: skip
    second = let(city, by="sari")
    assert second.case_id == case.pk
    for _press in range(2):
        actions.resubmit_case(
            case_id=case.pk, answers={"purpose": "WORK"}, documents={}, text="Untuk kerja",
            actor=helping(city, second, by="sari"),
        ) if Case.objects.get().state == "NEEDS_FIX" else None  # fmt: skip

    second.refresh_from_db()
    assert (second.credit, second.minutes, second.handed_in_at is not None) == (Credit.NONE, 0, True)
    assert Help.objects.exclude(credit=Credit.NONE).count() == 1


def test_the_resident_hears_and_objects_and_somebody_above_decides(city: Cast):
    made = handed_in(city)
    told = HelpGiven(
        help_id=made.pk, case_id=made.case_id, officer_id=city.budi, applicant_id=city.ratna, service=SERVICE,
        work_code="", minutes=20, on=clock.today(),
    )  # fmt: skip
    telling.helped(told)
    ratna = visitor(city, "ratna")
    assert "Budi Santoso mengirim" in ratna.get("/kotak-masuk/").content.decode()
    address = f"/minta-bantuan/{made.pk}/keberatan/"
    assert visitor(city, "joko").get(address).status_code == 404
    assert ratna.post(address, {"text": " "}).status_code == 422
    for _press in range(2):
        ratna.post(address, {"text": "Saya tidak pernah bertemu dia"})
    made.refresh_from_db()
    assert (made.credit, made.judges) == (Credit.WITHHELD, [city.agus])
    assert not helping(city, made).acts_within("APPLY")
    telling.help_objected(
        HelpObjected(help_id=made.pk, case_id=made.case_id, officer_id=city.budi, applicant_id=city.ratna,
                     judges=(city.agus,), minutes=20)
    )  # fmt: skip
    agus = visitor(city, "agus")
    assert "tidak minta dibantu" in agus.get("/kotak-masuk/").content.decode()
    judging = f"/bantu/{made.pk}/keberatan/"
    for name in ("budi", "sari", "ratna"):
        assert visitor(city, name).get(judging).status_code == 404

    assert "Saya tidak pernah bertemu dia" in agus.get(judging).content.decode()
    agus.post(judging, {"putus": "tidak"})
    made.refresh_from_db()
    assert (made.credit, made.judged_by) == (Credit.GIVEN, city.agus)


def test_a_nik_travels_in_the_body_and_finds_a_masked_name(city: Cast):
    budi: Client = visitor(city, "budi")

    answer = budi.post("/bantu/", {"nik": "3671051007850003", "service": SERVICE})
    page = budi.get(answer["Location"]).content.decode()

    assert "J•••" in page and "Joko" not in page and "3671051007850003" not in page + answer["Location"]
    assert budi.post("/bantu/", {"nik": "3671999999999999", "service": SERVICE}).status_code == 422
    assert Inbox.objects.filter(act="identity.look_up_to_help").count() == 2


def test_foreign_ids_are_not_there(city: Cast):
    made = let(city)
    for name in ("sari", "dewi"):
        client = visitor(city, name)
        assert client.get(f"/bantu/{made.pk}/").status_code == 404
        assert client.post(f"/bantu/{made.pk}/", {"do": "mulai"}).status_code == 404
    nowhere = UUID(int=7)
    budi = visitor(city, "budi")
    for address in (f"/kebutuhan/{nowhere}/ambil/", f"/kebutuhan/{nowhere}/lepas/", f"/kebutuhan/{nowhere}/bantu/"):
        assert budi.post(address).status_code == 404
    with pytest.raises(NotFound):
        identity.begin_assisting(assistance_id=made.assistance_id, actor=city.actor("sari"))
