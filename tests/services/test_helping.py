"""Help: asked for, taken, let by a code that only the resident sees, handed in under both names, counted once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common import clock, vault
from ayo.common.actor import SYSTEM, Actor
from ayo.common.errors import NotFound
from ayo.identity import facade as identity
from ayo.identity.assisting import actions as identity_actions
from ayo.identity.assisting import queries as assisting
from ayo.identity.data import LoginKind
from ayo.identity.errors import AssistanceRefused
from ayo.identity.models import Account, Assistance, Code
from ayo.notices import texts
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.registry.models import Organisation
from ayo.services import actions, telling
from ayo.services.data.helping import Credit, How, NeedState
from ayo.services.errors import HelperMayNot, TakenByAnother
from ayo.services.events import HelpGiven, HelpObjected
from ayo.services.models import Case, Help, HelpRequest, Line
from ayo.services.queries import needs
from tests import cast as people
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services import factories
from tests.services.test_views_filling import REST, fill

SERVICE, OTHER = factories.SERVICE, "sktm"


@pytest.fixture(autouse=True)
def gateway(settings: Any) -> None:
    settings.AYO_GATEWAY_URL, settings.EMAIL_HOST = "http://127.0.0.1:1", "127.0.0.1"


def digits() -> str:
    """Read the code as the gateway would: it is nowhere else."""
    return vault.unseal(Code.objects.latest("created_at").sealed)


def asked(cast: Cast, name: str = "ratna") -> HelpRequest:
    return actions.ask_for_help(code=SERVICE, how=How.HOME, note="Mata saya kabur", actor=cast.actor(name))


def let(cast: Cast, *, by: str = "budi", whom: str = "ratna") -> Help:
    """Let one of the officers help, by the code that the gateway carried."""
    made = actions.begin_help(code=SERVICE, person_id=getattr(cast, whom), actor=cast.actor(by))
    identity.send_code(assistance_id=made.assistance_id, kind=LoginKind.PHONE, actor=cast.actor(by))
    assert identity.confirm_by_code(assistance_id=made.assistance_id, typed=digits(), actor=cast.actor(by))
    return made


def helping(cast: Cast, made: Help, *, by: str = "budi") -> Actor:
    return assisting.acting(cast.actor(by), str(made.assistance_id))


def handed_in(cast: Cast, *, by: str = "budi") -> Help:
    made = let(cast, by=by)
    factories.handed_in(helping(cast, made, by=by))
    made.refresh_from_db()
    return made


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


@pytest.mark.parametrize(("helper", "whom", "reason"), [("budi", "budi", "oneself"), ("joko", "ratna", "not_entitled")])
def test_nobody_helps_oneself_and_only_whose_work_it_is(city: Cast, helper: str, whom: str, reason: str):
    with pytest.raises(AssistanceRefused) as refused:
        actions.begin_help(code=SERVICE, person_id=getattr(city, whom), actor=city.actor(helper))

    assert refused.value.code == reason


def test_nobody_helps_the_family_not_even_one_that_moved_to_another_card(city: Cast):
    card = registry.record(Kind.PERSON, city.ratna).fields["family_id"]
    for family in (str(card), None):
        registry.change_record(
            Kind.PERSON, city.budi, {"family_id": family}, valid_from=clock.today(), actor=SYSTEM,
            expected_version=None, note="",
        )  # fmt: skip

    with pytest.raises(AssistanceRefused) as refused:
        actions.begin_help(code=SERVICE, person_id=city.ratna, actor=city.actor("budi"))
    assert refused.value.code == "family"


def test_an_address_the_helper_wrote_down_is_no_way_to_the_resident(city: Cast):
    registry.change_record(
        Kind.PERSON, city.ratna, {"phone": "081200009999"}, valid_from=clock.today(),
        actor=city.actor("budi"), expected_version=None, note="",
    )  # fmt: skip
    held = registry.record(Kind.PERSON, city.ratna).fields["phone"]

    ways = {way.kind for way in identity.ways_to(city.ratna, helper_id=city.budi)}
    assert (LoginKind.PHONE in ways) == ("9999" not in held)


def test_a_code_says_what_it_is_for_and_wrong_or_old_ones_open_nothing(city: Cast):
    made = actions.begin_help(code=SERVICE, person_id=city.ratna, actor=city.actor("budi"))
    budi = city.actor("budi")
    identity.send_code(assistance_id=made.assistance_id, kind=LoginKind.PHONE, actor=budi)
    row, right = Code.objects.latest("created_at"), digits()
    _title, text, _page = texts.of_code(row.purpose, right, row.facts)
    assert "Budi Santoso" in text and "domisili" in text and "60 menit" in text

    wrong = f"{(int(right) + 1) % 10**6:06d}"
    tries = [identity.confirm_by_code(assistance_id=made.assistance_id, typed=wrong, actor=budi) for _n in range(5)]
    assert tries == [False] * 5
    assert not identity.confirm_by_code(assistance_id=made.assistance_id, typed=right, actor=budi)
    identity.send_code(assistance_id=made.assistance_id, kind=LoginKind.PHONE, actor=budi)
    Code.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert not identity.confirm_by_code(assistance_id=made.assistance_id, typed=digits(), actor=budi)
    identity.send_code(assistance_id=made.assistance_id, kind=LoginKind.PHONE, actor=budi)
    with pytest.raises(AssistanceRefused):
        identity.send_code(assistance_id=made.assistance_id, kind=LoginKind.PHONE, actor=budi)
    assert helping(city, made).scopes == frozenset()


def test_a_session_alone_says_no_and_never_yes(city: Cast):
    made = actions.begin_help(code=SERVICE, person_id=city.ratna, actor=city.actor("budi"))
    ratna, address = visitor(city, "ratna"), f"/saya/bantuan/{made.assistance_id}/"
    shown = ratna.get("/saya/bantuan/").content.decode()
    assert "Budi Santoso ingin membantu Anda" in shown and "domisili" in shown and "60 menit" in shown
    assert "Masuk ke akun saja belum berarti izin." in shown

    for name in ("budi", "joko"):
        assert visitor(city, name).post(address, {"jawab": "ya"}).status_code == 404
    for said in ({"jawab": "ya"}, {}, {"credential": ""}, {"credential": "{}"}, {"credential": '{"id": "AA"}'}):
        answer = ratna.post(address, said)
        assert answer.status_code == 422 and "Belum diizinkan" in answer.content.decode()
    assert not helping(city, made).acts_within("APPLY")
    for _press in range(2):
        assert ratna.post(address, {"jawab": "tidak"}).status_code == 302
    assert Assistance.objects.get().confirmed_at is None


def passkey(city: Cast, whom: str) -> int:
    account = Account.objects.get(person_id=getattr(city, whom))
    made = Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "Ponsel"})
    return int(made.pk)


def test_a_yes_by_passkey_is_of_the_residents_own_key_and_on_record(city: Cast):
    made = actions.begin_help(code=SERVICE, person_id=city.ratna, actor=city.actor("budi"))
    for name in ("ratna", "joko"):
        visitor(city, name)
    keys = {name: passkey(city, name) for name in ("ratna", "joko")}
    agree = {"assistance_id": made.assistance_id}

    with pytest.raises(NotFound):
        identity_actions.agree_by_passkey(passkey_id=keys["joko"], actor=city.actor("ratna"), **agree)
    with pytest.raises(NotFound):
        identity_actions.agree_by_passkey(passkey_id=keys["joko"], actor=city.actor("joko"), **agree)
    identity_actions.agree_by_passkey(passkey_id=keys["ratna"], actor=city.actor("ratna"), **agree)

    assert helping(city, made).acts_within("APPLY")
    assert Inbox.objects.get(act="identity.confirm_assistance").label == "PASSKEY"
    with pytest.raises(AssistanceRefused):
        identity_actions.agree_by_passkey(passkey_id=keys["ratna"], actor=city.actor("ratna"), **agree)
    ratna, address = visitor(city, "ratna"), f"/saya/bantuan/{made.assistance_id}/"
    assert "dengan kunci sandi" in ratna.get("/saya/bantuan/").content.decode()
    assert ratna.post(address, {"jawab": "tidak"}).status_code == 409
    ratna.post(f"{address}akhiri/")
    assert not helping(city, made).acts_within("APPLY")


def test_a_yes_by_code_is_on_record_as_such(city: Cast):
    let(city)

    assert Inbox.objects.get(act="identity.confirm_assistance").label == "CODE"
    assert "dengan kode" in visitor(city, "ratna").get("/saya/bantuan/").content.decode()


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
