"""Proposals: residents see theirs, deciders work through a queue, and every refusal has a reason."""

import pytest

from ayo.events.models import Outbox
from ayo.registry.models import Person, Proposal
from tests.cast import Cast
from tests.portal import factories

pytestmark = pytest.mark.django_db


def proposed(cast: Cast, **values: str) -> str:
    return str(factories.change(cast, "ratna", values or {"name": "Ratna Dewi"}).proposal_id)


def decide(cast: Cast, who: str, proposal_id: str, step: str, reason: str = "", **more):
    return factories.visitor(cast, who).post(
        f"/usulan/{proposal_id}/putuskan/", {"step": step, "reason": reason}, **more
    )


def test_a_decider_sees_what_would_change_from_what(cast: Cast):
    page = factories.visitor(cast, "dewi").get(f"/usulan/{proposed(cast)}/").text

    assert "Ratna Dewi" in page
    assert "Berbeda" in page
    assert "sesuai akta" in page
    assert 'data-key="a"' in page


def test_the_queue_holds_only_what_this_person_decides(cast: Cast):
    mine, owners = proposed(cast), factories.change(cast, "budi", {"phone": "081299990001"}, whom="ratna").proposal_id

    for name in ("dewi", "wati"):
        page = factories.visitor(cast, name).get("/usulan/").text
        assert f"/usulan/{mine}/" in page
        assert f"/usulan/{owners}/" not in page
    assert f"/usulan/{owners}/" in factories.visitor(cast, "ratna").get("/usulan/").text


def test_accepting_writes_the_value_and_goes_to_the_next(cast: Cast):
    first, second = proposed(cast), proposed(cast, occupation="Guru")

    answer = decide(cast, "dewi", first, "accept")

    assert Person.objects.get(pk=cast.ratna).name == "Ratna Dewi"
    assert answer["Location"] == f"/usulan/{second}/"


def test_the_owner_of_a_value_goes_on_to_its_receipt(cast: Cast):
    proposal_id = factories.change(cast, "budi", {"phone": "081299990001"}, whom="ratna").proposal_id

    answer = decide(cast, "ratna", str(proposal_id), "accept")

    assert (
        answer["Location"]
        == f"/saya/kabar/{Outbox.objects.filter(type='ayo.registry.person.changed').latest('id').event_id}/"
    )


def test_a_refusal_without_a_reason_comes_back(cast: Cast):
    proposal_id = proposed(cast)

    page = decide(cast, "dewi", proposal_id, "refuse")

    assert page.status_code == 422
    assert "Tulis alasan penolakannya" in page.text
    assert Proposal.objects.get().state == "PENDING"


def test_a_refusal_with_a_reason_is_read_by_the_proposer(cast: Cast):
    proposal_id = proposed(cast)
    decide(cast, "dewi", proposal_id, "refuse", "Akta berkata lain")

    assert "Akta berkata lain" in factories.visitor(cast, "ratna").get(f"/usulan/{proposal_id}/").text


def test_a_proposal_is_taken_back_by_its_maker_only(cast: Cast):
    proposal_id = proposed(cast)

    assert decide(cast, "wati", proposal_id, "withdraw").status_code == 403
    decide(cast, "ratna", proposal_id, "withdraw")
    assert Proposal.objects.get().state == "WITHDRAWN"


def test_somebody_elses_decision_in_the_meantime_is_told(cast: Cast):
    proposal_id = proposed(cast)
    decide(cast, "wati", proposal_id, "accept")

    page = decide(cast, "dewi", proposal_id, "refuse", "terlambat")

    assert page.status_code == 409
    assert "baru saja diputuskan orang lain" in page.text


def test_nobody_decides_about_a_proposal_of_their_own(cast: Cast):
    proposal_id = factories.change(cast, "wati", {"name": "Ratna Dewi"}, whom="ratna").proposal_id
    page = factories.visitor(cast, "wati").get(f"/usulan/{proposal_id}/").text

    assert 'value="accept"' not in page
    assert decide(cast, "wati", str(proposal_id), "accept").status_code == 403


def test_many_are_accepted_at_once_and_what_is_not_mine_stays(cast: Cast):
    mine = [proposed(cast), proposed(cast, occupation="Guru")]
    owners = str(factories.change(cast, "budi", {"phone": "081299990001"}, whom="ratna").proposal_id)

    page = factories.visitor(cast, "wati").post("/usulan/terima/", {"id": [*mine, owners, "x"]}, follow=True).text

    assert "2 usulan diterima." in page
    assert "1 usulan tidak dapat diterima." in page
    assert Proposal.objects.get(pk=owners).state == "PENDING"


def test_a_value_that_moved_on_since_is_marked(cast: Cast):
    proposal_id = proposed(cast)
    factories.change(cast, "dewi", {"name": "Ratna Sari"}, whom="ratna")

    assert "Berubah sejak diusulkan" in factories.visitor(cast, "dewi").get(f"/usulan/{proposal_id}/").text


def test_looking_at_somebodys_proposal_is_noted_in_their_log(cast: Cast):
    from ayo.audit.models import Inbox

    factories.visitor(cast, "dewi").get(f"/usulan/{proposed(cast)}/")

    entry = Inbox.objects.get(act="registry.read_person")
    assert (entry.subject_id, entry.purpose, entry.fields) == (str(cast.ratna), "Memeriksa usulan", ["name"])


@pytest.mark.parametrize("shelf", ["putuskan", "buatan", "tentang", "selesai", "lain"])
@pytest.mark.parametrize("name", ["ratna", "dewi", "joko"])
def test_every_shelf_opens_also_when_it_is_empty(cast: Cast, name: str, shelf: str):
    assert factories.visitor(cast, name).get(f"/usulan/?isi={shelf}").status_code == 200


def test_the_queue_pages_and_its_cost_stays(cast: Cast, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("ayo.registry.docket.PAGE", 3)
    client = factories.visitor(cast, "dewi")
    ids = sorted(proposed(cast, name=f"Ratna {letter}") for letter in "abcdefg")
    client.get("/usulan/")

    with django_assert_num_queries(6):
        page = client.get("/usulan/").text
    following = client.get(f"/usulan/?isi=putuskan&sesudah={ids[2]}").text

    assert [f"/usulan/{one}/" in page for one in ids[:4]] == [True, True, True, False]
    assert [f"/usulan/{one}/" in following for one in ids[2:7]] == [False, True, True, True, False]
