"""An invitation opens one account, once, for one employee, to whoever has the link and knows the NIK; else nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import Level, Role
from ayo.common.errors import NotAllowed, NotFound
from ayo.events.models import Outbox
from ayo.identity import facade as identity
from ayo.identity import subscribers
from ayo.identity.data import Proof
from ayo.identity.errors import InvitationRefused
from ayo.identity.events import AccountBound
from ayo.identity.inviting import actions, queries
from ayo.identity.joining import actions as joining
from ayo.identity.models import Account, Code, Invitation, Login
from ayo.notices import message
from ayo.registry import models
from tests import cast as people
from tests.portal.factories import visitor

pytestmark = pytest.mark.django_db
NIK, NIP, PASSWORD = "3671011203780044", "197803122005011002", "pintu-air-sepuluh"


@pytest.fixture(autouse=True)
def ways_out(settings):
    settings.EMAIL_HOST = "127.0.0.1"
    settings.AYO_GATEWAY_URL = "http://127.0.0.1:1"


@pytest.fixture
def hasan(cast):
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL").pk
    person = people.person("Hasan Basri", NIK)
    people.employee(person, NIP, unit, "Sekretaris Kelurahan")
    people.role(cast.budi, Role.PERSONNEL_OFFICER, organisation_id=unit)
    return person


def invite(cast, hasan, who="rini", to="hasan@contoh.id"):
    actions.invite(person_id=hasan, to=to, language="id", actor=cast.actor(who))
    letter = joining.take_letter(code_id=Code.objects.order_by("-pk")[0].pk)
    return letter.code


def accept(token, nik=NIK):
    return Client().post(f"/undangan/{token}/", {"nik": nik, "password": PASSWORD})


def test_the_link_opens_an_account_that_is_bound_to_the_employee(cast, hasan):
    token = invite(cast, hasan)
    browser = Client()
    page = browser.get(f"/undangan/{token}/")

    assert page.status_code == 200
    assert "Hasan" not in page.text and NIP not in page.text
    answer = browser.post(f"/undangan/{token}/", {"nik": NIK, "password": PASSWORD})

    account = Account.objects.get(person_id=hasan)
    assert (answer["Location"], account.level, account.login) == ("/", Level.VERIFIED, "hasan@contoh.id")
    assert account.proof == Proof.INVITED
    assert browser.get("/saya/").status_code == 200
    bound = Outbox.objects.get(type=AccountBound.TYPE).data
    subscribers.learn_employment(AccountBound(account_id=bound["account_id"], person_id=hasan))
    assert Login.objects.filter(account=account, value=NIP).exists()
    assert Inbox.objects.filter(act="identity.accept_invitation", subject_id=str(hasan)).exists()


@pytest.mark.parametrize("how", ["made up", "used", "expired", "withdrawn", "sent again"])
def test_every_dead_link_is_the_same_page_and_opens_nothing(cast, hasan, how):
    token = invite(cast, hasan)
    if how == "made up":
        token = "x" * 32
    elif how == "used":
        accept(token)
    elif how == "expired":
        Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    elif how == "withdrawn":
        actions.withdraw(person_id=hasan, actor=cast.actor("rini"))
    else:
        invite(cast, hasan)
    accounts = Account.objects.count()

    page, tried = Client().get(f"/undangan/{token}/"), accept(token)

    assert (page.status_code, tried.status_code) == (404, 404)
    assert "Tautan ini tidak membuka apa-apa" in page.text
    assert "contoh.id" not in page.text
    assert Account.objects.count() == accounts


def test_the_link_alone_is_not_enough_and_guessing_ends(cast, hasan):
    token = invite(cast, hasan)
    for _wrong in range(5):
        assert accept(token, "3671011207850009").status_code in {422}

    assert accept(token).status_code == 422
    assert not Account.objects.filter(person_id=hasan).exists()


def test_the_letter_carries_the_link_and_the_table_only_a_digest(cast, hasan):
    token = invite(cast, hasan)
    letter = joining.take_letter(code_id=Code.objects.order_by("-pk")[0].pk)

    said = message.of_code(letter)

    assert said.link.endswith(f"/undangan/{token}/")
    assert "Hasan" not in said.long and NIK not in said.long
    assert token not in str([*Invitation.objects.values(), *Code.objects.values(), *Outbox.objects.values()])
    actions.withdraw(person_id=hasan, actor=cast.actor("rini"))
    assert joining.take_letter(code_id=letter.id) is None


def test_officers_invite_in_their_unit_others_not_at_all(cast, hasan):
    far = people.employee(
        people.person("Lastri", "3671015001900061"), "199001102015012001",
        models.Organisation.objects.get(code="DISDUKCAPIL").pk,
    )  # fmt: skip
    lastri = models.Employee.objects.get(pk=far).person_id

    assert [one.person_id for one in queries.uninvited(cast.actor("budi"), nip="") if one.nip == NIP] == [hasan]
    assert lastri not in {one.person_id for one in queries.uninvited(cast.actor("budi"), nip="")}
    with pytest.raises(NotFound):
        invite(cast, lastri, who="budi")
    with pytest.raises(NotAllowed):
        invite(cast, hasan, who="sari")
    invite(cast, hasan, who="budi")


def test_it_is_sent_three_times_a_day_and_where_something_can_be_sent(cast, hasan, settings):
    for _time in range(3):
        invite(cast, hasan)
    with pytest.raises(InvitationRefused) as refused:
        invite(cast, hasan)
    assert refused.value.code == "too_often"
    settings.AYO_GATEWAY_URL = ""
    for to, code in (("0812 3456 7801", "no_way"), ("", "no_address")):
        with pytest.raises(InvitationRefused) as refused:
            invite(cast, hasan, to=to)
        assert refused.value.code == code


def test_an_address_that_signs_in_already_is_told_to_the_invited_and_not_to_the_officer(cast, hasan):
    identity.open_sample_guest(login="hasan@contoh.id", level=Level.UNVERIFIED, name="Siapa")
    token = invite(cast, hasan)

    assert "sudah dipakai akun lain" in accept(token).text
    assert "sudah dipakai akun lain" not in accept(token, "3671011207850009").text


def test_an_officer_finds_invites_and_withdraws_on_pages(cast, hasan):
    browser = visitor(cast, "budi")
    assert "Hasan Basri" in browser.get("/pegawai/undangan/").text
    assert "Hasan Basri" in browser.post("/pegawai/undangan/", {"nip": NIP}).text

    sent = browser.post(f"/pegawai/undangan/{hasan}/", {"address": "0812 3456 7801"}, follow=True)

    assert "•••• 7801" in sent.text
    browser.post(f"/pegawai/undangan/{hasan}/", {"step": "withdraw"})
    assert not Invitation.objects.filter(ended_at__isnull=True).exists()
    assert visitor(cast, "sari").get("/pegawai/undangan/").status_code == 403
