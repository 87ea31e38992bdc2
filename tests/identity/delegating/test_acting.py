"""Acting for another: only with a right to it, for no longer than it holds, and with nothing of one's own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ayo.audit.models import Inbox
from ayo.common import clock
from ayo.common.actor import SYSTEM, Right, Role
from ayo.common.errors import NotAllowed, NotFound
from ayo.identity import facade as identity
from ayo.identity.delegating import actions, queries, rules
from ayo.identity.errors import DelegationRefused
from ayo.identity.models import Delegation
from ayo.registry import access, models
from ayo.registry import facade as registry
from ayo.registry.data import Kind
from ayo.registry.errors import GuardianRefused
from tests import cast as people

pytestmark = pytest.mark.django_db


def offer(actor, *, to=None, scopes=("SEE",), days=30):
    return actions.delegate(
        delegate_id=to, scopes=scopes, valid_from=clock.today(), valid_to=clock.today() + timedelta(days=days),
        actor=actor,
    )  # fmt: skip


def grounds(person_id):
    return [(one.principal_id, one.ground.value) for one in queries.mandates_of(person_id)]


def test_nothing_opens_before_it_is_accepted(circle):
    _made, code = offer(identity.actor_of(circle.siti))

    assert grounds(circle.joko) == []
    actions.accept_by_code(code=code.lower().replace("-", " "), actor=circle.me)
    assert grounds(circle.joko) == [(circle.siti, "DELEGATION")]


def test_a_code_opens_once_and_never_to_its_giver(cast, circle):
    _made, code = offer(identity.actor_of(circle.siti))

    with pytest.raises(NotFound):
        actions.accept_by_code(code=code, actor=identity.actor_of(circle.siti))
    actions.accept_by_code(code=code, actor=circle.me)
    with pytest.raises(NotFound):
        actions.accept_by_code(code=code, actor=cast.actor("ratna"))


def test_a_code_is_kept_as_a_digest_only(circle):
    _made, code = offer(identity.actor_of(circle.siti))

    assert Delegation.objects.get().digest == rules.digest_of(code)
    assert code not in str(list(Delegation.objects.values()))


def test_who_acts_holds_no_role_of_their_own_and_sees_nobody_else(cast, circle, given):
    people.role(circle.joko, Role.DATA_STEWARD)
    given("SEE")
    actor = circle.acting(circle.siti)

    assert circle.me.has(Role.DATA_STEWARD)
    assert [grant.role for grant in actor.grants] == [Role.RESIDENT]
    assert set(access.persons_visible_to(actor).values_list("pk", flat=True)) == {circle.siti}
    assert not access.families_visible_to(actor).exists()
    assert not any(actor.may(right) for right in Right)


def test_without_the_scope_to_see_nobody_is_seen(circle, given):
    given("MESSAGES")

    assert not access.persons_visible_to(circle.acting(circle.siti)).exists()


def test_correcting_needs_its_scope_and_is_written_down_with_both_names(circle, given):
    given("SEE")
    siti = models.Person.objects.get(pk=circle.siti)
    assert "RESIDENT" not in access.sources_of(circle.acting(circle.siti), Kind.PERSON, siti)
    given("SEE", "CORRECT")

    registry.change_record(
        Kind.PERSON, circle.siti, {"phone": "081233334444"}, valid_from=clock.today(),
        actor=circle.acting(circle.siti), expected_version=None, note="",
    )  # fmt: skip

    entry = Inbox.objects.get(act="registry.change_person", subject_id=str(circle.siti))
    assert (entry.actor_id, entry.on_behalf_of) == (circle.joko, circle.siti)


@pytest.mark.parametrize("how", ["ended", "over", "to come", "dead"])
def test_a_right_that_does_not_hold_opens_nothing(circle, given, how):
    made = given("SEE")
    today, week = clock.today(), timedelta(days=7)
    if how == "ended":
        actions.end(delegation_id=made, actor=identity.actor_of(circle.siti))
    elif how == "over":
        Delegation.objects.update(valid_from=today - week, valid_to=today)
    elif how == "to come":
        Delegation.objects.update(valid_from=today + week, valid_to=today + 2 * week)
    else:
        models.Person.objects.filter(pk=circle.siti).update(life_state="DECEASED")

    assert grounds(circle.joko) == []
    actor = circle.acting(circle.siti)
    assert (actor.on_behalf_of, actor.scopes) == (circle.siti, frozenset())
    assert not access.persons_visible_to(actor).exists()


def test_either_side_ends_it_and_nobody_else(cast, circle, given):
    made = given("SEE")

    with pytest.raises(NotFound):
        actions.end(delegation_id=made, actor=cast.actor("ratna"))
    actions.end(delegation_id=made, actor=circle.me)
    with pytest.raises(NotFound):
        actions.end(delegation_id=made, actor=circle.me)


@pytest.mark.parametrize(
    ("given_so", "code"),
    [
        ({"days": 367}, "too_long"),
        ({"days": 0}, "ends_too_soon"),
        ({"scopes": ()}, "nothing"),
        ({"scopes": ("ALL",)}, "nothing"),
    ],
)
def test_what_the_rules_forbid_is_refused(circle, given_so, code):
    with pytest.raises(DelegationRefused) as refused:
        offer(identity.actor_of(circle.siti), **given_so)

    assert refused.value.code == code


def test_by_name_only_the_grown_family_can_be_asked(cast, circle):
    with pytest.raises(NotFound):
        offer(cast.actor("ratna"), to=circle.joko)
    with pytest.raises(NotFound):
        offer(cast.actor("ratna"), to=cast.bima)


def test_a_child_gives_and_takes_none(cast, circle):
    with pytest.raises(DelegationRefused):
        offer(identity.actor_of(circle.wulan))
    _made, code = offer(identity.actor_of(circle.siti))
    with pytest.raises(DelegationRefused):
        actions.accept_by_code(code=code, actor=cast.actor("bima"))


def test_who_acts_for_another_passes_nothing_on(circle, given):
    given("SEE", "CORRECT", "MESSAGES", "APPLY")

    with pytest.raises(NotAllowed):
        offer(circle.acting(circle.siti))


def test_parents_act_for_their_children_without_being_asked_and_children_for_nobody(cast):
    assert grounds(cast.ratna) == [(cast.bima, "PARENT")]
    assert grounds(cast.bima) == []


def test_a_child_that_is_grown_is_acted_for_no_longer(cast):
    models.Person.objects.filter(pk=cast.bima).update(birth_on=queries.grown_since(clock.today()))

    assert grounds(cast.ratna) == []


def guardian(circle, cast, **more):
    facts = {"ward_id": circle.wulan, "guardian_id": circle.joko, "decision": "12/Pdt.P/2026", "valid_to": None}
    return registry.record_guardian(**facts | {"valid_from": clock.today(), "actor": cast.actor("dewi")} | more)


def test_the_population_office_writes_down_a_guardian_and_nobody_else(cast, circle):
    for name in ("wati", "budi", "joko"):
        with pytest.raises(NotAllowed):
            guardian(circle, cast, actor=cast.actor(name))
    guardian(circle, cast)

    assert grounds(circle.joko) == [(circle.wulan, "GUARDIAN")]
    with pytest.raises(GuardianRefused):
        guardian(circle, cast)


def test_a_guardianship_of_a_child_ends_when_the_child_is_grown_that_of_an_adult_does_not(cast, circle):
    guardian(circle, cast)
    guardian(circle, cast, ward_id=circle.siti)
    models.Person.objects.filter(pk=circle.wulan).update(birth_on=queries.grown_since(clock.today()))

    assert grounds(circle.joko) == [(circle.siti, "GUARDIAN")]


def test_parents_stand_back_while_their_child_has_a_guardian(cast, circle):
    from ayo.registry.guardians import actions as guardians

    made = guardian(circle, cast, ward_id=cast.bima)

    assert grounds(cast.ratna) == []
    assert grounds(circle.joko) == [(cast.bima, "GUARDIAN")]
    guardians.end_guardian(guardianship_id=made.pk, actor=cast.actor("dewi"))
    assert grounds(cast.ratna) == [(cast.bima, "PARENT")]


def test_a_parent_who_is_the_appointed_guardian_acts_by_the_decision(cast, circle):
    guardian(circle, cast, ward_id=cast.bima, guardian_id=cast.ratna)

    assert grounds(cast.ratna) == [(cast.bima, "GUARDIAN")]


def test_where_the_law_does_not_say_so_parents_act_beside_the_guardian(cast, circle, monkeypatch):
    from dataclasses import replace

    bare = replace(queries.pack(), gives_way=())
    monkeypatch.setattr(queries, "pack", lambda: bare)
    guardian(circle, cast, ward_id=cast.bima)

    assert grounds(cast.ratna) == [(cast.bima, "PARENT")]


def test_an_ended_guardianship_opens_nothing(cast, circle):
    from ayo.registry.guardians import actions as guardians

    made = guardian(circle, cast)
    guardians.end_guardian(guardianship_id=made.pk, actor=cast.actor("dewi"))

    assert grounds(circle.joko) == []


def begin(browser, whom):
    return browser.post("/saya/untuk/", {"whom": str(whom)})


def test_acting_is_begun_by_hand_said_on_every_page_and_ended_by_hand(circle, given, browser):
    given("SEE", "CORRECT")

    assert "Siti" not in browser.get("/saya/").text
    assert begin(browser, circle.siti)["Location"] == "/saya/untuk/"
    page = browser.get("/saya/").text
    assert "Anda bertindak untuk Siti Aminah" in page
    assert "81298765432" in page.replace(" ", "").replace("-", "")
    assert (
        Inbox.objects.filter(act="registry.read_person", on_behalf_of=circle.siti).exists()
        or Inbox.objects.filter(act="registry.open_person", on_behalf_of=circle.siti).exists()
    )
    assert "Anda bertindak untuk Siti Aminah" in browser.get("/bantuan/").text
    browser.post("/saya/untuk/selesai/")
    assert "Siti" not in browser.get("/saya/").text


OWN = ("/", "/saya/unduh/", "/saya/perangkat/", "/saya/kuasa/", "/saya/peran/", "/warga/", "/usulan/", "/kotak-masuk/",
       "/organisasi/", "/saya/kata-sandi/", "/peran/")  # fmt: skip


@pytest.mark.parametrize("path", OWN)
def test_what_is_ones_own_is_closed_meanwhile(circle, given, browser, path):
    people.role(circle.joko, Role.DATA_STEWARD)
    given("SEE", "CORRECT")
    begin(browser, circle.siti)

    answer = browser.get(path)

    assert (answer.status_code, answer["Location"]) == (302, "/saya/untuk/")


def test_the_api_is_closed_meanwhile(circle, given, browser):
    given("SEE")
    begin(browser, circle.siti)

    assert browser.get(f"/api/registry/persons/{circle.siti}").status_code in {401, 403}


def test_letters_are_read_within_their_scope_and_stay_new(circle, given, browser):
    from ayo.notices import actions as notices
    from ayo.notices.models import Notice

    notices.tell(person_id=circle.siti, code="proposal_refused", facts={"reason": "-"}, url="/saya/", about="x")
    letter = Notice.objects.get(person_id=circle.siti)
    given("MESSAGES")
    begin(browser, circle.siti)

    assert "Usulan Anda ditolak" in browser.get("/kotak-masuk/").text
    assert browser.get(f"/kotak-masuk/{letter.pk}/").status_code == 302
    letter.refresh_from_db()
    assert letter.read_at is None
    assert Inbox.objects.filter(act="notices.read_for_another", on_behalf_of=circle.siti).exists()
    assert browser.get("/saya/")["Location"] == "/saya/untuk/"


def test_ended_while_acting_one_may_do_nothing_until_one_is_oneself_again(circle, given, browser):
    made = given("SEE", "CORRECT")
    begin(browser, circle.siti)
    actions.end(delegation_id=made, actor=identity.actor_of(circle.siti))

    assert browser.get("/saya/")["Location"] == "/saya/untuk/"
    assert "Kuasa ini sudah berakhir" in browser.get("/saya/untuk/").text
    assert browser.post("/saya/ubah/phone/", {"step": "send", "value": "081200001111"})["Location"] == "/saya/untuk/"
    browser.post("/saya/untuk/selesai/")
    assert browser.get("/saya/").status_code == 200


def test_nobody_begins_to_act_for_whom_they_like(cast, circle, browser):
    assert begin(browser, circle.siti).status_code == 404
    assert begin(browser, cast.bima).status_code == 404
    assert begin(browser, "x").status_code == 404


def test_acting_costs_one_statement_more(circle, given, browser):
    given("SEE")
    begin(browser, circle.siti)
    with CaptureQueriesContext(connection) as statements:
        browser.get("/saya/untuk/")

    assert len([one for one in statements if "from identity_delegation" in one["sql"]]) == 1


def test_the_person_sees_what_was_done_in_their_name(circle, given, browser):
    from tests.portal.factories import chain_everything

    given("SEE")
    begin(browser, circle.siti)
    browser.get("/saya/")
    chain_everything()
    account = identity.open_account(
        login="siti@contoh.id", person_id=circle.siti, password="", is_demo=False, actor=SYSTEM
    )
    browser.force_login(account, backend="ayo.identity.backends.LoginBackend")

    page = browser.get("/saya/kuasa/jejak/").text

    assert "Joko Susilo" in page
    assert "Joko Susilo" in browser.get("/saya/kuasa/").text


def test_a_delegation_is_given_and_taken_on_pages(cast, circle, browser):
    account = identity.open_account(
        login="siti@contoh.id", person_id=circle.siti, password="", is_demo=False, actor=SYSTEM
    )
    from django.test import Client

    hers = Client()
    hers.force_login(account, backend="ayo.identity.backends.LoginBackend")
    last = (clock.today() + timedelta(days=20)).isoformat()

    shown = hers.post("/saya/kuasa/beri/", {"whom": "code", "scopes": ["SEE"], "last": last}).text
    code = shown.split('translate="no">')[1].split("<")[0]
    looked = browser.post("/saya/kuasa/terima/", {"code": code})
    taken = browser.post("/saya/kuasa/terima/", {"code": code, "step": "take"})

    assert "Siti Aminah" in looked.text
    assert taken.status_code == 302
    assert grounds(circle.joko) == [(circle.siti, "DELEGATION")]
    assert browser.post("/saya/kuasa/terima/", {"code": "AAAA-AAAA-AAAA"}).status_code == 422


def test_the_population_office_writes_guardians_on_a_page(cast, circle):
    from tests.portal import factories

    page = factories.visitor(cast, "dewi")
    told = {"nik": "3671051007850003", "decision": "12/Pdt.P/2026", "first": clock.today().isoformat()}

    assert page.post(f"/warga/{circle.wulan}/wali/", told).status_code == 302
    assert "12/Pdt.P/2026" in page.get(f"/warga/{circle.wulan}/wali/").text
    row = models.Guardianship.objects.get()
    assert page.post(f"/warga/{circle.wulan}/wali/{row.pk}/akhiri/").status_code == 302
    assert page.post(f"/warga/{circle.siti}/wali/{row.pk}/akhiri/").status_code == 404
