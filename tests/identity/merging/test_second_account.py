"""Two accounts of one person: both lead to the record that stands, with one inbox, until the merge is undone."""

import pytest
from django.test import Client

from ayo.common.actor import SYSTEM
from ayo.identity import facade as identity
from ayo.identity import queries
from ayo.identity.models import Account
from ayo.notices import facade as notices
from ayo.notices.models import Notice
from ayo.registry import facade as registry
from ayo.registry.models import Person
from tests import cast as people
from tests.cast import Cast
from tests.identity.merging.test_following import another_record, merge, unmerge

pytestmark = pytest.mark.django_db


@pytest.fixture
def double(cast: Cast):
    """Another record of Joko's, with an account and a letter of its own beside those of the first."""
    found = another_record()
    for login, person_id in (("j@c.id", cast.joko), ("d@c.id", found)):
        identity.open_account(login=login, person_id=person_id, password="", is_demo=False, actor=SYSTEM)
        notices.tell(person_id=person_id, code="proposal_refused", facts={"reason": f"ke {login}"}, url="/", about="x")
    return found


def enter(login: str) -> Client:
    browser = Client()
    browser.force_login(Account.objects.get(login=login))
    return browser


def letters(login: str) -> set[str]:
    page = enter(login).get("/kotak-masuk/").text
    return {one for one in ("ke j@c.id", "ke d@c.id") if one in page}


def test_both_logins_lead_to_the_survivor_and_part_again(cast, double):
    made = merge(double, cast.joko)
    for login in ("j@c.id", "d@c.id"):
        page = enter(login).get("/saya/").text
        assert "Joko Susilo" in page and "Djoko" not in page
        assert identity.person_of_login(login) == cast.joko
        assert queries.actor_of_account(Account.objects.get(login=login)).person_id == cast.joko

    unmerge(made)

    assert "Djoko Soesilo" in enter("d@c.id").get("/saya/").text
    assert identity.person_of_login("d@c.id") == double


def test_the_inboxes_are_one_and_part_again(cast, double):
    made = merge(double, cast.joko)
    assert letters("j@c.id") == letters("d@c.id") == {"ke j@c.id", "ke d@c.id"}
    assert notices.unread(cast.joko) == 2
    notices.tell(person_id=double, code="proposal_refused", facts={"reason": "baru"}, url="/", about="y")
    assert notices.unread(cast.joko) == 3
    other = Notice.objects.get(person_id=double, about="x")
    enter("j@c.id").get(f"/kotak-masuk/{other.pk}/")
    other.refresh_from_db()
    assert other.read_at is not None

    unmerge(made)

    assert (letters("j@c.id"), letters("d@c.id")) == ({"ke j@c.id"}, {"ke d@c.id"})
    assert (notices.unread(cast.joko), notices.unread(double)) == (1, 1)


def test_a_chain_leads_to_its_end(cast, double):
    last = people.person("Made Wirawan", "3671051204850099")
    Person.objects.filter(pk=cast.joko).update(nik=None)
    first, second = merge(double, cast.joko), merge(cast.joko, last)

    assert registry.survivor_of(double) == registry.survivor_of(cast.joko) == last
    assert {identity.person_of_login(login) for login in ("j@c.id", "d@c.id")} == {last}
    assert set(registry.records_of_person(last)) == {last, cast.joko, double}
    assert letters("d@c.id") == {"ke j@c.id", "ke d@c.id"}
    unmerge(second)
    assert registry.survivor_of(double) == cast.joko
    unmerge(first)
    assert registry.survivor_of(double) == double


def test_sessions_of_both_accounts_are_listed_and_ended_as_ones_own(cast, double):
    merge(double, cast.joko)
    enter("d@c.id").get("/saya/")
    enter("j@c.id").get("/saya/")

    assert len(queries.sessions_of(cast.joko, this=None)) == 2


def test_somebody_elses_letters_stay_closed(cast, double):
    merge(double, cast.joko)
    other = Notice.objects.get(person_id=double)
    identity.open_account(login="r@c.id", person_id=cast.ratna, password="", is_demo=False, actor=SYSTEM)

    assert enter("r@c.id").get(f"/kotak-masuk/{other.pk}/").status_code == 404
