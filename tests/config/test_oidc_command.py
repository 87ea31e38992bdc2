"""`ayo oidc` connects an existing application's sign-in, shows and removes it, and turns the signing keys over."""

import json
from datetime import datetime, timedelta

import pytest
from allauth.idp.oidc.models import Client
from click.testing import CliRunner, Result

from ayo.common import clock
from ayo.common.errors import DomainError
from ayo.config.cli import oidc as noun
from ayo.identity.models import SigningKey
from tests.cast import Cast
from tests.exchange import factories

CALLBACK = "https://pbb.example/callback"
CREATE = ("client", "create", "--app", "pbb", "--redirect-uri", CALLBACK)


@pytest.fixture
def pbb(cast: Cast) -> None:
    factories.app("pbb", mode="PULL")


def invoke(*words: str) -> Result:
    return CliRunner().invoke(noun.command, words, catch_exceptions=False)


def run(*words: str) -> str:
    done = invoke(*words)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    "words",
    [("client", "create"), ("client", "list"), ("client", "rotate"), ("client", "remove"), ("keys", "rotate")],
)
def test_every_verb_explains_itself_and_speaks_to_scripts(words: tuple[str, ...]):
    told = run(*words, "--help")

    assert "--json" in told
    assert told.splitlines()[2].strip(), "a sentence under the usage"


def test_a_new_client_is_told_with_its_secret_once_and_where_to_discover_the_rest(pbb: None):
    told = json.loads(run(*CREATE, "--post-logout-uri", "https://pbb.example/", "--scope", "profile", "--json"))

    client = Client.objects.get(pk=told["client_id"])
    assert client.check_secret(told["client_secret"])
    assert (told["app"], told["redirect_uris"], told["scopes"]) == ("pbb", [CALLBACK], ["openid", "profile"])
    assert client.get_post_logout_redirect_uris() == ["https://pbb.example/"]
    assert told["discovery"].endswith("/.well-known/openid-configuration")
    assert told["client_secret"] not in run("client", "list") + run("client", "list", "--json")


def test_a_person_reads_the_same_in_three_lines(pbb: None):
    lines = run(*CREATE).splitlines()

    assert [line.split("  ")[0] for line in lines] == ["client id", "client secret", "discovery"]


def test_a_public_client_has_no_secret(pbb: None):
    told = json.loads(run(*CREATE, "--public", "--json"))

    assert told["client_secret"] is None
    assert Client.objects.get().type == Client.Type.PUBLIC
    assert "none, it is public" in run(*CREATE, "--public")


def test_a_client_asks_people_only_when_told_to(pbb: None):
    asking, silent = (json.loads(run(*CREATE, *more, "--json"))["client_id"] for more in (("--ask",), ()))

    assert not Client.objects.get(pk=asking).skip_consent
    assert Client.objects.get(pk=silent).skip_consent


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("client", "create", "--app", "pbb"), "--redirect-uri"),
        (("client", "create", "--redirect-uri", CALLBACK), "--app"),
        ((*CREATE, "--scope", "semua"), "'semua' is not one of"),
    ],
)
def test_what_is_missing_or_unknown_is_named(words: tuple[str, ...], told: str):
    done = invoke(*words)

    assert done.exit_code == 2
    assert told in done.output


@pytest.mark.parametrize("address", ["http://pbb.example/callback", "https://pbb.example/*"])
def test_an_unfit_address_makes_no_client(pbb: None, address: str):
    with pytest.raises(DomainError):
        invoke("client", "create", "--app", "pbb", "--redirect-uri", address)

    assert not Client.objects.exists()


def test_an_application_nobody_connected_gets_no_client(cast: Cast):
    with pytest.raises(DomainError):
        invoke(*CREATE)


def test_the_list_shows_every_client_and_where_it_leads(pbb: None):
    made = json.loads(run(*CREATE, "--scope", "email", "--public", "--json"))

    heading, row = run("client", "list").splitlines()
    assert heading.split() == ["id", "application", "scopes", "redirects", "to"]
    assert row.split() == [made["client_id"], "Pbb", "openid", "email", CALLBACK]
    assert json.loads(run("client", "list", "--json")) == {
        "clients": [
            {"client_id": made["client_id"], "name": "Pbb", "scopes": ["openid", "email"], "redirect_uris": [CALLBACK],
             "public": True}
        ]
    }  # fmt: skip


def test_a_house_without_clients_says_so_to_a_script(db: None):
    assert json.loads(run("client", "list", "--json")) == {"clients": []}


def test_a_removed_client_is_gone_and_cannot_be_removed_again(pbb: None):
    first, other = (json.loads(run(*CREATE, "--json"))["client_id"] for _ in range(2))

    assert json.loads(run("client", "remove", first, "--json")) == {"removed": first}
    assert run("client", "remove", other) == f"{other} signs nobody in any more.\n"
    assert not Client.objects.exists()
    with pytest.raises(DomainError):
        invoke("client", "remove", first)


def test_a_rotated_secret_is_told_once_and_says_until_when_the_older_one_is_good(pbb: None):
    made = json.loads(run(*CREATE, "--json"))

    told = json.loads(run("client", "rotate", made["client_id"], "--overlap-hours", "2", "--json"))

    client = Client.objects.get()
    assert client.check_secret(told["client_secret"])
    assert not client.check_secret(made["client_secret"])
    assert timedelta(hours=1.9) < datetime.fromisoformat(told["older_ends_at"]) - clock.now() <= timedelta(hours=2)
    assert told["client_secret"] not in run("client", "list", "--json")
    assert [line.split("  ")[0] for line in run("client", "rotate", client.pk).splitlines()] == [
        "client secret",
        "the older one",
    ]


def test_what_has_no_secret_is_not_rotated(pbb: None):
    public = json.loads(run(*CREATE, "--public", "--json"))["client_id"]

    for client_id in (public, "tidak-ada"):
        with pytest.raises(DomainError):
            invoke("client", "rotate", client_id)


def test_a_rotation_makes_the_next_key_and_says_from_when(db: None):
    signs_from = json.loads(run("keys", "rotate", "--json"))["signs_from"]

    assert SigningKey.objects.get().signs_from.isoformat() == signs_from
    assert run("keys", "rotate").startswith("The new key signs from ")
    assert SigningKey.objects.count() == 2
