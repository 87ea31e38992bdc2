"""What attackers and careless clients try; the numbers are sections of RFC 9700 unless another source is named."""

from datetime import timedelta

import pytest
import time_machine
from allauth.idp.oidc.models import Token
from django.test import Client

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM
from ayo.common.errors import Invalid
from ayo.exchange import facade as exchange
from ayo.identity import facade as identity
from ayo.identity.models import Account, AuthorizationCode
from tests.cast import Cast
from tests.exchange import factories as apps
from tests.identity import relying
from tests.identity.relying import Relying
from tests.portal import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def party(cast: Cast) -> Relying:
    return Relying(relying.made())


@pytest.fixture
def browser(cast: Cast) -> Client:
    return factories.visitor(cast, "ratna")


@pytest.mark.parametrize(
    "changed",
    [
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge_method": None},
    ],
    ids=["none", "plain", "plain by silence"],
)
def test_pkce_is_s256_or_nothing(party: Relying, browser: Client, changed: dict):
    back = relying.answer(party.ask(browser, **changed))

    assert back["error"] == "invalid_request"
    assert not AuthorizationCode.objects.exists()


@pytest.mark.parametrize("changed", [{"code_verifier": None}, {"code_verifier": "x" * 50}], ids=["none", "another"])
def test_a_stolen_code_is_worth_nothing_without_its_verifier(party: Relying, browser: Client, changed: dict):
    response = party.exchange(party.code(browser), **changed)

    assert response.status_code == 400
    assert not Token.objects.exists()


def test_a_code_used_twice_ends_what_the_first_use_gave(party: Relying, browser: Client):
    code = party.code(browser)
    tokens = party.exchange(code).json()

    again = party.exchange(code)

    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert relying.known(tokens["access_token"]).status_code == 401
    assert party.refresh(tokens["refresh_token"]).status_code == 400
    assert Inbox.objects.filter(act="identity.end_tokens").exists()


def test_a_code_ends_after_a_minute(party: Relying, browser: Client):
    code = party.code(browser)
    AuthorizationCode.objects.update(expires_at=clock.now() - timedelta(seconds=1))

    assert party.exchange(code).status_code == 400


def test_a_code_belongs_to_the_client_that_asked(party: Relying, browser: Client):
    other = Relying(relying.made("sikda"), verifier=party.verifier)

    assert other.exchange(party.code(browser)).status_code == 400
    assert not Token.objects.exists()


def test_a_refresh_token_used_twice_ends_the_whole_family(party: Relying, browser: Client):
    first = party.tokens(browser)
    second = party.refresh(first["refresh_token"]).json()

    stolen = party.refresh(first["refresh_token"])

    assert stolen.status_code == 400
    assert party.refresh(second["refresh_token"]).status_code == 400
    assert relying.known(second["access_token"]).status_code == 401


def test_another_sign_in_of_the_same_person_lives_on(party: Relying, browser: Client):
    first, other = party.tokens(browser), Relying(party.client).tokens(browser)
    party.refresh(first["refresh_token"])
    party.refresh(first["refresh_token"])

    assert relying.known(other["access_token"]).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "https://pbb.example/callback/",
        "https://pbb.example/callback?next=x",
        "https://pbb.example/callback/../lain",
        "https://pbb.example:8443/callback",
        "http://pbb.example/callback",
        "https://jahat.pbb.example/callback",
        "https://pbb.example.jahat.example/callback",
        "https://pbb.example@jahat.example/callback",
        "javascript:alert(1)",
    ],
)
def test_a_redirect_address_is_the_registered_one_to_the_letter(party: Relying, browser: Client, address: str):
    response = party.ask(browser, redirect_uri=address)

    assert response.status_code == 200, "an error page of ours, no redirect"
    assert "Location" not in response
    assert not AuthorizationCode.objects.exists()


def test_a_port_on_the_own_machine_is_to_the_letter_too(cast: Cast, browser: Client):
    apps.app("lokal", mode="PULL", contract=apps.terms("name"))
    client = exchange.create_client(
        app=exchange.app_for(SYSTEM, "lokal"), redirect_uris=("http://127.0.0.1:9301/callback",), logout_uris=(),
        scopes=("openid",), is_public=True, asks_consent=False, actor=SYSTEM,
    )  # fmt: skip

    response = Relying(client).ask(browser, redirect_uri="http://127.0.0.1:9302/callback")

    assert "Location" not in response


@pytest.mark.parametrize("kind", ["token", "id_token", "id_token token", "code id_token", "none"])
def test_no_token_travels_through_the_browser(party: Relying, browser: Client, kind: str):
    response = party.ask(browser, response_type=kind)

    assert "access_token" not in response.get("Location", "")
    assert "id_token=" not in response.get("Location", "")
    assert not Token.objects.exists() and not AuthorizationCode.objects.exists()


def test_a_client_with_a_secret_must_show_the_right_one(party: Relying, browser: Client):
    code = party.code(browser)

    wrong = relying.token(
        party.client, secret="salah", grant_type="authorization_code", code=code, redirect_uri=relying.CALLBACK,
        code_verifier=party.verifier,
    )  # fmt: skip
    nameless = Client().post(
        "/oidc/token",
        {"grant_type": "authorization_code", "code": code, "redirect_uri": relying.CALLBACK,
         "code_verifier": party.verifier, "client_id": party.client.client_id},
    )  # fmt: skip

    assert wrong.status_code == nameless.status_code == 401
    assert party.exchange(code).status_code == 200, "the failed tries spent nothing"


def test_an_older_secret_is_good_while_its_overlap_lasts_and_one_before_it_never(party: Relying, browser: Client):
    first = party.client.secret
    second = identity.rotate_client(party.client.client_id, overlap=timedelta(hours=2), actor=SYSTEM).secret

    def status(secret: str) -> int:
        answer = relying.token(
            party.client, secret=secret, grant_type="authorization_code", code=party.code(browser),
            redirect_uri=relying.CALLBACK, code_verifier=party.verifier,
        )  # fmt: skip
        return answer.status_code

    assert [status(first), status(second), status("salah")] == [200, 200, 401]
    with time_machine.travel(clock.now() + timedelta(hours=2, seconds=1), tick=False):
        assert [status(first), status(second)] == [401, 200]
    third = identity.rotate_client(party.client.client_id, overlap=timedelta(hours=2), actor=SYSTEM).secret
    assert [status(first), status(second), status(third)] == [401, 200, 200]


def test_more_than_was_registered_is_not_given(party: Relying, browser: Client):
    back = relying.answer(party.ask(browser, scope="openid profile nik"))

    assert back["error"] == "invalid_scope"


def test_a_refresh_does_not_widen(party: Relying, browser: Client):
    tokens = party.tokens(browser, scope="openid")

    assert party.refresh(tokens["refresh_token"], scope="openid profile").status_code == 400


def test_a_password_is_no_grant(party: Relying):
    response = relying.token(party.client, grant_type="password", username="ratna", password="x")

    assert response.status_code in {400, 401}
    assert not Token.objects.exists()


def test_a_token_in_the_address_is_refused(party: Relying, browser: Client):
    tokens = party.tokens(browser)

    assert Client().get("/oidc/userinfo", {"access_token": tokens["access_token"]}).status_code == 401


def test_another_application_learns_nothing_of_a_token_and_cannot_end_it(party: Relying, browser: Client):
    tokens, other = party.tokens(browser), relying.made("sikda")
    auth = {"client_id": other.client_id, "client_secret": other.secret, "token": tokens["access_token"]}

    assert Client().post("/oidc/introspect", auth).json() == {"active": False}
    Client().post("/oidc/revoke", auth)
    assert relying.known(tokens["access_token"]).status_code == 200


def test_an_application_may_ask_about_and_end_its_own(party: Relying, browser: Client):
    tokens = party.tokens(browser)
    auth = {"client_id": party.client.client_id, "client_secret": party.client.secret}

    assert Client().post("/oidc/introspect", {**auth, "token": tokens["access_token"]}).json()["active"] is True
    Client().post("/oidc/revoke", {**auth, "token": tokens["refresh_token"]})

    assert relying.known(tokens["access_token"]).status_code == 401
    assert party.refresh(tokens["refresh_token"]).status_code == 400


def test_a_closed_account_has_no_tokens_that_work(party: Relying, browser: Client):
    tokens = party.tokens(browser)
    Account.objects.update(is_active=False)

    assert relying.known(tokens["access_token"]).status_code == 401
    assert party.refresh(tokens["refresh_token"]).status_code == 400


def test_prompt_login_asks_for_the_password_of_who_is_signed_in(party: Relying, browser: Client):
    response = party.ask(browser, prompt="login")

    assert response["Location"].startswith("/masuk/?")
    assert browser.get(response["Location"]).status_code == 200


def test_the_page_that_asks_cannot_be_framed_and_may_lead_only_to_its_application(cast: Cast, browser: Client):
    page = Relying(relying.made(asks=True)).ask(browser)

    policy = page["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://pbb.example;" in policy + ";"


def test_a_forged_consent_is_refused(party: Relying, browser: Client):
    for forged in ("", "tidak-ditandatangani", "a:b:c"):
        response = browser.post("/oidc/authorize", {"request": forged, "action": "grant", "scopes": ["openid"]})
        assert "code=" not in response.get("Location", "")


@pytest.mark.parametrize(
    "address",
    ["http://pbb.example/cb", "https://*.example/cb", "https://pbb.example/cb#x", "pbb://cb", "https://", "x"],
)
def test_an_unfit_redirect_address_cannot_be_registered(cast: Cast, address: str):
    apps.app("pbb", mode="PULL")
    with pytest.raises(Invalid) as refused:
        exchange.create_client(
            app=exchange.app_for(SYSTEM, "pbb"), redirect_uris=(address,), logout_uris=(), scopes=("openid",),
            is_public=False, asks_consent=False, actor=SYSTEM,
        )  # fmt: skip

    assert refused.value.fields == {"redirect_uris": "bad_uri"}
