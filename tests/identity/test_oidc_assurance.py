"""How surely it is this person: told by contract only, from what was proved and what was shown at the door."""

from datetime import date
from typing import Any

import jwt
import pytest
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM
from ayo.exchange import facade as exchange
from ayo.identity import facade as identity
from ayo.identity.data import Binding, Proof
from ayo.identity.joining import actions as joining
from ayo.identity.models import Account
from ayo.identity.oidc import assurance
from tests.cast import Cast
from tests.exchange import factories as apps
from tests.identity import relying, test_second_step
from tests.identity.joining.people import RATNA, acting, guest
from tests.identity.relying import Relying
from tests.portal import factories

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD = "ratna@x.example", "pintu-air-sepuluh"
NAMED = ("name", "assurance")


def told(tokens: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what identity token and userinfo say."""
    read = jwt.decode(tokens["id_token"], options={"verify_signature": False})
    return [read, relying.known(tokens["access_token"]).json()]


def entered(cast: Cast) -> Client:
    identity.open_account(login=LOGIN, person_id=cast.ratna, password=PASSWORD, is_demo=False, actor=SYSTEM)
    browser = Client()
    browser.post("/masuk/", {"login": LOGIN, "password": PASSWORD})
    return browser


def test_both_are_offered(client: Client):
    said = client.get("/.well-known/openid-configuration").json()

    assert {"acr", "amr"} <= set(said["claims_supported"])
    assert set(said["acr_values_supported"]) == {assurance.ACR[proof] for proof in Proof}


def test_a_contract_that_names_it_hears_how_surely_it_is_this_person(cast: Cast):
    for said in told(Relying(relying.made(fields=NAMED)).tokens(entered(cast))):
        assert (said["acr"], said["amr"]) == ("urn:ayo:acr:office", ["pwd"])

    noted = Inbox.objects.filter(act="registry.read_person", subject_id=str(cast.ratna))
    assert ["assurance" in entry.fields for entry in noted] == [True, True]
    assert "cara identitas dibuktikan" in factories.visitor(cast, "ratna").get("/saya/").text


@pytest.mark.parametrize("terms", [{"fields": ("name",)}, {"fields": NAMED, "areas": (apps.CIPONDOH,)}])
def test_without_the_field_or_outside_the_area_nothing_is_said(cast: Cast, terms):
    for said in told(Relying(relying.made(**terms)).tokens(entered(cast))):
        assert not {"acr", "amr"} & said.keys()


def test_a_narrowed_contract_holds_for_the_next_token_of_a_sign_in(cast: Cast):
    party = Relying(relying.made(fields=NAMED))
    tokens = party.tokens(entered(cast))
    exchange.set_contract(app=exchange.app_for(SYSTEM, "pbb"), terms=apps.terms("name"), actor=SYSTEM)

    for said in told(party.refresh(tokens["refresh_token"]).json()):
        assert not {"acr", "amr"} & said.keys()


def test_a_second_step_is_said_and_kept_over_a_refresh(cast: Cast):
    browser = entered(cast)
    secret = test_second_step.set_up(browser)
    test_second_step.forget_use()
    browser = test_second_step.entered()
    browser.post("/masuk/kode/", {"code": test_second_step.code_for(secret)})
    party = Relying(relying.made(fields=NAMED))

    again = party.refresh(party.tokens(browser)["refresh_token"]).json()

    for said in told(again):
        assert said["amr"] == ["pwd", "otp", "mfa"]


def test_a_session_that_does_not_know_says_nothing_of_it(cast: Cast):
    for said in told(Relying(relying.made(fields=NAMED)).tokens(factories.visitor(cast, "ratna"))):
        assert said["acr"] == "urn:ayo:acr:office"
        assert "amr" not in said


@pytest.mark.parametrize(
    ("records", "shown"),
    [
        ([{"method": "code"}], ["otp"]),
        ([{"method": "mfa", "type": "webauthn", "passwordless": True}], ["pop", "mfa"]),
        ([{"method": "password"}, {"method": "mfa", "type": "webauthn"}], ["pwd", "pop", "mfa"]),
        ([{"method": "mfa", "type": "totp"}], ["otp"]),
        ([{"method": "of tomorrow"}], []),
        ([], []),
    ],
)
def test_what_was_shown_is_said_in_the_words_of_the_standard(records, shown):
    assert assurance.methods(records) == shown


def test_how_an_account_was_bound_is_kept(cast: Cast):
    account = guest()
    bound = joining.bind_by_cards(
        account=account, nik=RATNA["nik"], family_number=RATNA["family"], born=date.fromisoformat(RATNA["born"]),
        actor=acting(account),
    )  # fmt: skip

    assert bound is Binding.BOUND
    assert Account.objects.get(pk=account.pk).proof == Proof.NUMBERS


def test_who_is_asked_reads_that_it_will_be_told(cast: Cast):
    page = Relying(relying.made(fields=NAMED, asks=True)).ask(entered(cast))

    assert "Cara identitas Anda dibuktikan" in page.text
