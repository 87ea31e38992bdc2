"""Nobody is helped without a yes of their own: by a code or a passkey, never by a session."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import NotFound
from ayo.identity import facade as identity
from ayo.identity.assisting import actions as identity_actions
from ayo.identity.data import LoginKind
from ayo.identity.errors import AssistanceRefused
from ayo.identity.models import Account, Assistance, Code
from ayo.notices import texts
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.services import actions
from tests.cast import Cast
from tests.portal.factories import visitor
from tests.services.helping.deeds import SERVICE, digits, helping, let


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
