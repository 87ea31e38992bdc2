"""The way of somebody who signs in to an existing application through Ayo, step by step as the standard has it."""

import jwt
import pytest
from allauth.idp.oidc.models import Client as Registered
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common.actor import SYSTEM
from ayo.exchange import facade as exchange
from tests.cast import Cast
from tests.exchange import factories as apps
from tests.identity import relying
from tests.identity.relying import Relying
from tests.portal import factories

pytestmark = pytest.mark.django_db


def test_discovery_names_only_what_is_offered(client: Client):
    said = client.get("/.well-known/openid-configuration").json()

    assert said["code_challenge_methods_supported"] == ["S256"]
    assert said["response_types_supported"] == ["code"]
    assert {"sub", "name", "phone_number", "address"} <= set(said["claims_supported"])
    for name, address in said.items():
        if name.endswith("_endpoint") or name == "jwks_uri":
            assert address.startswith(said["issuer"])
    assert "device_authorization_endpoint" not in said and "registration_endpoint" not in said


def test_a_signed_in_person_comes_back_with_a_code_and_the_state(cast: Cast):
    back = relying.answer(Relying(relying.made()).ask(factories.visitor(cast, "ratna")))

    assert back["state"] == "keadaan-7"
    assert back["code"]


def test_a_stranger_signs_in_first_and_then_goes_on(cast: Cast):
    relying_party = Relying(relying.made())
    response = relying_party.ask(Client())

    assert response.status_code == 302
    assert response["Location"].startswith("/masuk/?next=")


def test_the_identity_token_says_who_for_whom_and_nothing_else(cast: Cast, client: Client):
    party = Relying(relying.made())
    tokens = party.tokens(factories.visitor(cast, "ratna"))
    keys = jwt.PyJWKSet.from_dict(client.get("/.well-known/jwks.json").json())
    head = jwt.get_unverified_header(tokens["id_token"])
    issuer = client.get("/.well-known/openid-configuration").json()["issuer"]

    said = jwt.decode(
        tokens["id_token"], keys[head["kid"]], algorithms=["RS256"], audience=party.client.client_id, issuer=issuer
    )

    assert said["sub"] == str(cast.ratna)
    assert said["nonce"] == party.nonce
    assert not {"name", "email", "phone_number", "nik"} & said.keys()


def test_what_is_known_is_bounded_by_scope_and_contract(cast: Cast):
    granted = relying.made(fields=("name", "email"), scopes=("profile", "phone"))
    tokens = Relying(granted).tokens(factories.visitor(cast, "ratna"))

    said = relying.known(tokens["access_token"]).json()

    assert said["sub"] == str(cast.ratna)
    assert said["name"] == "Ratna"
    assert "phone_number" not in said, "asked for, not in the contract"
    assert "email" not in said, "in the contract, not asked for"


def test_somebody_outside_the_contract_is_only_a_number(cast: Cast):
    granted = relying.made(areas=(apps.CIPONDOH,))
    tokens = Relying(granted).tokens(factories.visitor(cast, "ratna"))

    assert relying.known(tokens["access_token"]).json() == {"sub": str(cast.ratna)}


def test_a_narrowed_contract_holds_for_tokens_already_given(cast: Cast):
    tokens = Relying(relying.made()).tokens(factories.visitor(cast, "ratna"))
    exchange.set_contract(app=exchange.app_for(SYSTEM, "pbb"), terms=apps.terms("email"), actor=SYSTEM)

    assert "name" not in relying.known(tokens["access_token"]).json()


def test_the_person_sees_that_the_application_read_and_what_for(cast: Cast):
    tokens = Relying(relying.made()).tokens(factories.visitor(cast, "ratna"))
    relying.known(tokens["access_token"])

    entry = Inbox.objects.filter(act="registry.read_person", subject_id=str(cast.ratna)).latest("id")

    assert entry.purpose == "Pengujian"
    assert "name" in entry.fields


def test_who_is_asked_may_say_no(cast: Cast):
    party, browser = Relying(relying.made(asks=True)), factories.visitor(cast, "ratna")
    page = party.ask(browser)
    assert page.status_code == 200
    signed = relying.question_on(page)

    back = relying.answer(browser.post("/oidc/authorize", {"request": signed, "action": "cancel"}))

    assert back == {"error": "access_denied", "state": party.state}


def test_who_is_asked_may_give_less(cast: Cast):
    party, browser = Relying(relying.made(asks=True, scopes=("profile", "phone"))), factories.visitor(cast, "ratna")
    signed = relying.question_on(party.ask(browser))

    response = browser.post("/oidc/authorize", {"request": signed, "action": "grant", "scopes": ["openid", "phone"]})
    tokens = party.exchange(relying.answer(response)["code"]).json()

    assert set(tokens["scope"].split()) == {"openid", "phone"}
    assert "name" not in relying.known(tokens["access_token"]).json()


def test_a_refreshed_token_works_and_the_next_one_differs(cast: Cast):
    party = Relying(relying.made())
    first = party.tokens(factories.visitor(cast, "ratna"))

    second = party.refresh(first["refresh_token"]).json()

    assert second["refresh_token"] != first["refresh_token"]
    assert relying.known(second["access_token"]).json()["sub"] == str(cast.ratna)


def test_an_application_by_itself_gets_a_token_for_nobody(cast: Cast):
    response = relying.token(relying.made(), grant_type="client_credentials", scope="openid")

    assert response.status_code == 200, response.content
    assert "refresh_token" not in response.json()


def test_without_a_page_a_stranger_is_told_to_sign_in(cast: Cast):
    back = relying.answer(Relying(relying.made()).ask(Client(), prompt="none"))

    assert back["error"] == "login_required"


def test_signing_out_at_the_application_may_sign_out_here_too(cast: Cast):
    party, browser = Relying(relying.made()), factories.visitor(cast, "ratna")
    tokens = party.tokens(browser)
    asked = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": relying.AFTER, "state": "pulang"}
    page = browser.get("/oidc/logout", asked)
    assert page.status_code == 200

    form = {name: asked[name] for name in asked} | {"action": "logout", "csrfmiddlewaretoken": "x" * 64}
    response = browser.post("/oidc/logout", form)

    assert response["Location"] == f"{relying.AFTER}?state=pulang"
    assert browser.get("/saya/").status_code == 302
    assert relying.known(tokens["access_token"]).status_code == 401


def test_removing_an_application_ends_its_tokens(cast: Cast):
    from ayo.identity import facade as identity

    party = Relying(relying.made())
    tokens = party.tokens(factories.visitor(cast, "ratna"))
    identity.remove_client(party.client.client_id, actor=SYSTEM)

    assert relying.known(tokens["access_token"]).status_code == 401
    assert not Registered.objects.exists()
