"""Integrators steer all applications, an agency's administrator its own, auditors look; nobody else sees any."""

from datetime import timedelta

import pytest

from ayo.common import clock
from ayo.common.actor import NOBODY, SYSTEM, Role
from ayo.common.errors import Invalid, NotAllowed, NotFound
from ayo.common.vault import unseal
from ayo.exchange import access, actions, facade, queries
from ayo.exchange.data import Health, Mode
from ayo.exchange.errors import BadAddress, NothingToDo, SlugTaken
from ayo.exchange.models import App, Contract, Secret
from ayo.registry import facade as registry
from tests import cast as people
from tests.exchange import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def apps(cast):
    factories.app("ours", mode="PULL", scopes=("events:read",))
    factories.app("theirs", mode="PULL")
    App.objects.filter(slug="theirs").update(owner=registry.organisation_id("BKPSDM"))
    people.role(cast.joko, Role.OPD_ADMIN, organisation_id=registry.organisation_id("BKPSDM"))
    return {app.slug: app for app in App.objects.all()}


def test_each_sees_what_is_theirs(cast, apps):
    def seen(actor) -> set[str]:
        return set(access.visible_to(actor).values_list("slug", flat=True))

    assert seen(cast.actor("nia")) == seen(cast.actor("agus")) == {"ours", "theirs"}
    assert seen(cast.actor("joko")) == {"theirs"}
    assert seen(cast.actor("ratna")) == seen(cast.actor("budi")) == seen(NOBODY) == set()
    with pytest.raises(NotFound):
        queries.app_for(cast.actor("joko"), "ours")


def test_looking_is_not_steering(cast, apps):
    for name, slug in (("agus", "ours"), ("joko", "ours"), ("ratna", "theirs")):
        with pytest.raises(NotAllowed):
            actions.pause(app=apps[slug], reason="uji", actor=cast.actor(name))
    actions.pause(app=apps["theirs"], reason="uji", actor=cast.actor("joko"))
    with pytest.raises(NotAllowed):
        actions.set_contract(app=apps["theirs"], terms=factories.terms("name"), actor=cast.actor("joko"))


def test_the_list_costs_the_same_for_one_application_and_for_many(cast, apps, django_assert_num_queries):
    actor = cast.actor("nia")
    for number in range(12):
        factories.app(f"more-{number}", mode="PULL")

    with django_assert_num_queries(7):
        healths = queries.health_list(actor)

    assert len(healths) == 14
    assert {one.health for one in healths} == {Health.GOOD}


def test_addresses_inside_the_house_are_refused_at_once(cast):
    for address in ("http://10.0.0.1/", "http://[::1]/", "ftp://a.example/", "http://127.0.0.2/"):
        with pytest.raises(BadAddress):
            factories.app("bad", endpoint=address)


def test_an_application_is_checked_before_it_is_added(cast, apps):
    with pytest.raises(SlugTaken):
        factories.app("ours", mode="PULL")
    with pytest.raises(Invalid):
        factories.app("push", mode="BATCH")
    with pytest.raises(Invalid):
        factories.app("file", mode="FILE")
    with pytest.raises(Invalid):
        factories.app("odd", mode="PIGEON")


def test_secrets_are_sealed_and_overlap_while_rotated(cast, apps):
    app = apps["ours"]
    first = Secret.objects.get(app=app)
    assert unseal(first.sealed).startswith("whsec_")
    assert "whsec_" not in first.sealed

    actions.rotate_secret(app=app, sort="HMAC", overlap=timedelta(hours=1), actor=SYSTEM)
    public = actions.rotate_secret(app=app, sort="ED25519", overlap=timedelta(hours=1), actor=SYSTEM)

    first.refresh_from_db()
    assert clock.now() < first.expires_at < clock.now() + timedelta(hours=2)
    assert {card.public_key for card in queries.secrets_of(app)} == {"", public}
    assert len(queries.secrets_of(app)) == 3


def test_a_manifest_applied_twice_changes_nothing(cast):
    one = {"slug": "pbb", "name": "PBB", "owner": "DISKOMINFO", "mode": "PULL", "scopes": ["events:read"],
           "contract": factories.terms("name")}  # fmt: skip

    (first,) = actions.apply_manifest(manifest={"apps": [one]}, rotate=False, actor=SYSTEM)
    (second,) = actions.apply_manifest(manifest={"apps": [one]}, rotate=False, actor=SYSTEM)
    (third,) = actions.apply_manifest(manifest={"apps": [one]}, rotate=True, actor=SYSTEM)

    assert first.secret
    assert first.api_key
    assert (second.secret, second.api_key, second.id) == (None, None, first.id)
    assert third.secret not in (None, first.secret)
    assert Contract.objects.count() == 1


def test_a_replay_names_one_beginning_within_the_log(cast, apps):
    push = factories.app("push", endpoint="http://127.0.0.1:1/")
    app = App.objects.get(pk=push.id)
    for beginning in ({"from_position": None, "from_time": None}, {"from_position": 9, "from_time": None}):
        with pytest.raises(Invalid):
            actions.replay(app=app, actor=SYSTEM, **beginning)
    assert actions.replay(app=app, from_position=1, from_time=None, actor=SYSTEM) == 0
    with pytest.raises(NothingToDo):
        actions.replay(app=apps["ours"], from_position=1, from_time=None, actor=SYSTEM)
    with pytest.raises(NothingToDo):
        actions.send_test(app=apps["ours"], actor=SYSTEM)


def test_a_resident_sees_which_applications_hold_what(cast, apps):
    (holding, _) = facade.holdings("person", people.CIKOKOL, ["RESIDENT"])

    assert holding.fields == ("name", "domicile.kelurahan")
    assert holding.app.mode is Mode.PULL
    assert {flow.source for flow in facade.flows()} == {"DISDUKCAPIL", "RESIDENT"}
