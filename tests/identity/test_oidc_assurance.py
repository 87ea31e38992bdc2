"""How surely it is this person: told by contract only, from what was proved and what was shown at the door."""

from datetime import date
from importlib import import_module
from typing import Any

import jwt
import pytest
from django.apps import apps as django_apps
from django.test import Client

from ayo.audit import facade as audit
from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM, Level
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
    assert set(said["acr_values_supported"]) == {assurance.ACR[proof] for proof in Proof if proof is not Proof.UNKNOWN}


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


def test_an_account_bound_before_it_was_noted_claims_nothing_and_still_signs_in(cast: Cast):
    browser = entered(cast)
    Account.objects.update(proof=Proof.UNKNOWN)

    for said in told(Relying(relying.made(fields=NAMED)).tokens(browser)):
        assert "acr" not in said
        assert said["sub"] and said["amr"] == ["pwd"]


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
    assert account.proof == Proof.UNKNOWN
    bound = joining.bind_by_cards(
        account=account, nik=RATNA["nik"], family_number=RATNA["family"], born=date.fromisoformat(RATNA["born"]),
        actor=acting(account),
    )  # fmt: skip

    assert bound is Binding.BOUND
    assert Account.objects.get(pk=account.pk).proof == Proof.NUMBERS


def test_only_what_the_house_opened_keeps_the_word_of_an_office(cast: Cast):
    """What bound an account before it was noted is nowhere on record; the rest is, or was noted."""
    opened = {
        name: identity.open_account(
            login=f"{name}@x.example", person_id=getattr(cast, name), password="", is_demo=name == "agus", actor=SYSTEM
        )
        for name in ("joko", "wati", "agus", "budi", "sari")
    }  # fmt: skip
    before, unbound = guest(), guest("lain@contoh.id")
    Account.objects.filter(pk=before.pk).update(is_demo=False, person=cast.ratna, level=Level.VERIFIED)
    Account.objects.update(proof=Proof.OFFICE)
    Account.objects.filter(pk=opened["budi"].pk).update(proof=Proof.IN_PERSON)
    for person_id in (cast.wati, cast.agus):
        audit.record("identity.bind_account", actor=SYSTEM, subject_kind="person", subject_id=person_id)
    migration = import_module("ayo.identity.migrations.0019_unknown_proof")

    migration.say_what_is_known(django_apps, None)

    assert {name: Account.objects.get(pk=one.pk).proof for name, one in opened.items()} == {
        "joko": Proof.OFFICE, "wati": Proof.UNKNOWN, "agus": Proof.OFFICE, "budi": Proof.IN_PERSON,
        "sari": Proof.OFFICE,
    }  # fmt: skip
    assert [Account.objects.get(pk=one.pk).proof for one in (before, unbound)] == [Proof.UNKNOWN] * 2


def test_an_account_that_gives_way_to_another_claims_nothing_any_more(cast: Cast):
    first = identity.open_account(login=LOGIN, person_id=cast.ratna, password="", is_demo=False, actor=SYSTEM)
    Account.objects.filter(pk=first.pk).update(is_active=False)
    second = guest()

    joining.bind_by_cards(
        account=second, nik=RATNA["nik"], family_number=RATNA["family"], born=date.fromisoformat(RATNA["born"]),
        actor=acting(second),
    )  # fmt: skip

    assert Account.objects.get(pk=first.pk).proof == Proof.UNKNOWN


def test_who_is_asked_reads_that_it_will_be_told(cast: Cast):
    page = Relying(relying.made(fields=NAMED, asks=True)).ask(entered(cast))

    assert "Cara identitas Anda dibuktikan" in page.text
