"""Roles times routes: whoever does not look after an application cannot learn that it exists."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from ayo.common import ids
from ayo.events import facade as events
from ayo.exchange.models import App, Parked
from tests.exchange import desk, factories

CITY = ["apps", "parked", "drift"]
LOOK = ["app", "contract", "keys", "tail", "attempts", "app_parked", "reconciliation"]
MANAGE = ["edit", "replay"]
SIGN = ["contract_edit"]
POSTED = ["rotate", "new_key", "revoke_key", "decide", "compare", "pause", "resume", "test", "replay", "edit"]
PEOPLE = ["ratna", "joko", "budi", "sari", "nia", "wati", "dewi", "agus", "rini", "own_admin", "other_admin"]
# A page is there (200), or it is not there for this person (404).
SEES_ALL, SEES_OWN, STEERS = {"nia", "agus"}, {"nia", "agus", "own_admin"}, {"nia", "own_admin"}


@pytest.fixture
def app(cast) -> App:
    app = desk.app("own", scopes=("events:read",))
    desk.admin_of(cast.ratna, app)
    desk.admin_of(cast.joko, desk.app_of_others("other"))
    return app


@pytest.fixture
def person(request, cast, app) -> tuple[str, Client]:
    """Ratna looks after the application, Joko after another one; in the other rows they are only residents."""
    name = request.param
    who = {"own_admin": cast.ratna, "other_admin": cast.joko}.get(name)
    if who is None:
        from ayo.identity.models import RoleGrant

        RoleGrant.objects.filter(role="OPD_ADMIN").delete()
        who = getattr(cast, name)
    return name, desk.sign_in(who)


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_every_page_is_there_for_those_who_look_after_it_and_for_nobody_else(person, app):
    name, client = person
    wanted = {
        **{reverse(f"exchange:{page}"): name in SEES_OWN | {"other_admin"} for page in CITY},
        reverse("exchange:new"): name == "nia",
        **{reverse(f"exchange:{page}", args=["own"]): name in SEES_OWN for page in LOOK},
        **{reverse(f"exchange:{page}", args=["own"]): name in STEERS for page in MANAGE},
        **{reverse(f"exchange:{page}", args=["own"]): name == "nia" for page in SIGN},
    }

    found = {url: client.get(url).status_code for url in wanted}

    assert found == {url: 200 if there else 404 for url, there in wanted.items()}


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_nobody_else_decides_anything(person, app):
    name, client = person
    before, head = desk.sequence(), events.head()
    for page in POSTED:
        args = ["own", ids.uuid7()] if page == "revoke_key" else ["own"]
        answer = client.post(reverse(f"exchange:{page}", args=args), {"reason": "x"})
        assert answer.status_code == 404 or name in STEERS, page
    assert client.post(reverse("exchange:contract_edit", args=["own"])).status_code == (422 if name == "nia" else 404)

    if name not in STEERS:
        assert (desk.sequence(), before) == (head, head)


@pytest.mark.parametrize("person", ["other_admin"], indirect=True)
def test_lists_hold_only_what_is_one_s_own(person, app):
    _name, client = person
    desk.park(app, 3)
    desk.drift(app)
    desk.compared(app)

    for page in CITY:
        assert "Own" not in client.get(reverse(f"exchange:{page}")).content.decode()
    assert "Own" not in client.get(reverse("exchange:apps") + "?app=own&q=own").content.decode()


@pytest.mark.parametrize("person", ["own_admin"], indirect=True)
def test_an_agency_cannot_decide_about_another_s_parked_event(person, app):
    _name, client = person
    foreign = desk.park(App.objects.get(slug="other"), 3)

    client.post(reverse("exchange:decide", args=["own"]), {"id": foreign.pk, "putusan": "hentikan", "reason": "x"})

    assert Parked.objects.get(pk=foreign.pk).state == "PARKED"


def test_strangers_are_sent_to_sign_in_and_keys_of_applications_open_no_page(app):
    key = factories.app("puller", mode="PULL", scopes=("events:read",)).api_key

    assert Client().get(reverse("exchange:apps")).status_code == 302
    assert Client(headers={"Authorization": f"Bearer {key}"}).get(reverse("exchange:apps")).status_code == 403


def test_every_route_is_in_the_matrix():
    known = {*CITY, "new", *LOOK, *MANAGE, *SIGN, *POSTED, "receipt", "receipt_csv"}
    resolver = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "exchange")

    assert {pattern.name for pattern in resolver.url_patterns} == known
