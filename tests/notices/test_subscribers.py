"""What happens in the registry reaches whom it concerns, once."""

import pytest

from ayo.events import facade as events
from ayo.notices import queries
from ayo.notices.models import Notice
from ayo.registry import actions
from tests.cast import Cast
from tests.exchange import desk
from tests.portal import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(cast: Cast):
    """Return a function that lets the house's own listeners hear everything said since the test began."""
    desk.sequence()
    events.ensure_cursors()

    def hear() -> None:
        desk.sequence()
        while events.advance_all():
            pass

    return hear


def told(person_id) -> list[tuple[str, bool]]:
    return [(row.code, row.done_at is None) for row in Notice.objects.filter(person_id=person_id).order_by("pk")]


def test_a_proposal_about_contact_data_is_put_to_its_owner(cast: Cast, news):
    factories.change(cast, "budi", {"phone": "081299990001"}, whom="ratna")
    news()

    assert told(cast.ratna) == [("proposal_to_owner", True)]
    letter = queries.inbox(cast.ratna, before=None, limit=1)[0]
    assert letter.title == "Budi Santoso mengusulkan perubahan data Anda"
    assert "nomor ponsel" in letter.text
    assert letter.url.startswith("/usulan/")


def test_a_proposal_about_a_child_is_put_to_the_parents(cast: Cast, news):
    factories.change(cast, "budi", {"phone": "081299990001"}, whom="bima")
    news()

    assert told(cast.ratna) == [("proposal_to_owner", True)]
    assert told(cast.bima) == []


def test_any_other_proposal_is_put_to_the_source_and_the_stewards(cast: Cast, news):
    factories.change(cast, "ratna", {"name": "Ratna Dewi"})
    news()

    assert told(cast.dewi) == told(cast.wati) == [("proposal_to_steward", True)]
    assert told(cast.ratna) == told(cast.rini) == told(cast.budi) == []


def test_a_decision_closes_the_tasks_and_reaches_the_proposer(cast: Cast, news):
    made = factories.change(cast, "ratna", {"name": "Ratna Dewi"})
    news()
    actions.refuse_proposal(made.proposal_id, actor=cast.actor("dewi"), reason="Akta lain")
    news()

    assert told(cast.wati) == [("proposal_to_steward", False)]
    assert told(cast.ratna) == [("proposal_refused", True)]
    assert queries.inbox(cast.ratna, before=None, limit=1)[0].text == "Alasan: Akta lain"


def test_a_withdrawn_proposal_closes_the_tasks_silently(cast: Cast, news):
    made = factories.change(cast, "ratna", {"name": "Ratna Dewi"})
    news()
    actions.withdraw_proposal(made.proposal_id, actor=cast.actor("ratna"))
    news()

    assert told(cast.dewi) == [("proposal_to_steward", False)]
    assert told(cast.ratna) == []


def test_a_proposal_decided_before_anybody_heard_of_it_asks_nobody(cast: Cast, news):
    made = factories.change(cast, "ratna", {"name": "Ratna Dewi"})
    actions.withdraw_proposal(made.proposal_id, actor=cast.actor("ratna"))
    news()

    assert told(cast.dewi) == []


def test_people_who_can_sign_in_hear_what_others_changed(cast: Cast, news):
    factories.account(cast, "ratna")
    factories.change(cast, "dewi", {"occupation": "Guru"}, whom="ratna")
    news()

    assert told(cast.ratna) == [("data_changed", True)]
    letter = queries.inbox(cast.ratna, before=None, limit=1)[0]
    assert letter.text == "Isian pekerjaan diubah oleh Dewi Lestari."


def test_nobody_is_told_what_they_did_themselves(cast: Cast, news):
    factories.account(cast, "ratna")
    factories.change(cast, "ratna", {"phone": "081299990001"})
    news()

    assert told(cast.ratna) == []


def test_the_same_happening_is_told_once_however_often_it_is_heard(cast: Cast, news):
    from ayo.notices.subscribers import ask_who_decides

    factories.change(cast, "ratna", {"name": "Ratna Dewi"})
    news()
    made = next(one for one in reversed(events.read(0, 1000)) if one.type == "ayo.registry.proposal.made")
    ask_who_decides(events.event_of(made))

    assert len(told(cast.dewi)) == 1
