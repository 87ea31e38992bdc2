"""`ayo employee` shows who has no account yet, and invites them."""

import json

import pytest
from click.testing import CliRunner, Result

from ayo.config.cli import employee as noun
from ayo.identity.models import Invitation
from ayo.registry import models
from tests import cast as people
from tests.cast import Cast

NIP = "197803122005011002"


@pytest.fixture
def hasan(cast: Cast, settings: object) -> None:
    settings.EMAIL_HOST = "127.0.0.1"  # type: ignore[attr-defined]
    unit = models.Organisation.objects.get(code="KEL-CIKOKOL").pk
    people.employee(people.person("Hasan Basri", "3671011203780044"), NIP, unit, "Sekretaris Kelurahan")


def invoke(*words: str) -> Result:
    return CliRunner().invoke(noun.command, words)


def run(*words: str) -> str:
    done = invoke(*words)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("verb", ["uninvited", "invite"])
def test_every_verb_explains_itself_and_speaks_to_scripts(verb: str):
    told = run(verb, "--help")

    assert "--json" in told
    assert told.splitlines()[2].strip(), "a sentence under the usage"


def test_who_has_no_account_is_listed_and_nobodys_identity_number(hasan: None):
    listed = json.loads(run("uninvited", "--json"))["employees"]

    assert {"nip": NIP, "name": "Hasan Basri", "unit": "Kelurahan Cikokol", "sent_to": ""} in listed
    assert "3671011203780044" not in run("uninvited") + run("uninvited", "--json")


def test_an_invitation_leaves_to_the_address_that_was_named_and_is_seen_in_the_list(hasan: None):
    told = json.loads(run("invite", NIP, "--to", "hasan@contoh.id", "--json"))

    assert told["nip"] == NIP and told["sent_to"]
    assert Invitation.objects.count() == 1
    (line,) = (one for one in json.loads(run("uninvited", "--json"))["employees"] if one["nip"] == NIP)
    assert line["sent_to"]


def test_a_person_reads_the_same_in_a_line(hasan: None):
    assert run("invite", NIP, "--to", "hasan@contoh.id").startswith("The invitation goes to ")


@pytest.mark.parametrize(("words", "why"), [(("1" * 18,), "No employee"), ((NIP, "--to", "bukan alamat"), "")])
def test_a_number_or_address_that_is_none_is_refused(hasan: None, words: tuple[str, ...], why: str):
    refused = invoke("invite", *words)

    assert refused.exit_code != 0
    assert why in refused.output
    assert not Invitation.objects.exists()
