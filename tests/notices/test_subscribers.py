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


class TestWaysIn:
    def test_a_change_of_somebodys_way_in_is_told_to_them(self, cast: Cast, news):
        from ayo.identity import actions as identity

        account = factories.account(cast, "ratna")
        identity.change_password(
            account=account, password="x" * 12, agent="Firefox/9 Android", actor=cast.actor("ratna")
        )  # fmt: skip
        news()

        (letter,) = queries.inbox(cast.ratna, before=None, limit=5)
        assert letter.title == "Kata sandi akun Anda diganti"
        assert "Firefox di Android" in letter.text
        assert letter.url == "/saya/perangkat/"

    def test_every_change_has_its_words_in_both_languages(self):
        from django.utils import translation

        from ayo.identity.data import GUARDS
        from ayo.notices import texts

        facts = {"agent": "", "at": "2026-11-24T05:00:00+00:00"}
        indonesian = {what: texts.said(f"guard_{what}", facts) for what in GUARDS}
        with translation.override("en"):
            english = {what: texts.said(f"guard_{what}", facts) for what in GUARDS}

        assert all(indonesian[what][0] != english[what][0] for what in GUARDS)
        assert all("24 Nov 2026" in text for _title, text in indonesian.values())

    def test_every_proved_address_is_written_to_beside_the_one_of_the_registry(self, cast: Cast, mailbox, settings):
        from ayo.common.actor import SYSTEM
        from ayo.identity import facade as identity
        from ayo.identity.models import Login
        from ayo.notices import tasks

        account = identity.open_account(
            login="ratna@contoh.id", person_id=cast.ratna, password="", is_demo=False, actor=SYSTEM
        )  # fmt: skip
        Login.objects.create(account=account, kind="EMAIL", value="kedua@contoh.id")
        Login.objects.create(account=account, kind="PHONE", value="+6281234567801")
        factories.change(cast, "ratna", {"email": "ratna@contoh.id"})

        tasks.send_alarm(str(account.pk), "webauthn_added", "Firefox/9 Android", "2026-11-24T05:00:00+00:00")

        assert [letter.to for letter in mailbox.letters] == [("kedua@contoh.id",)]
        assert mailbox.letters[0].parsed["subject"] == "Kunci sandi ditambahkan ke akun Anda"
        assert "/saya/perangkat/" in mailbox.letters[0].parsed.get_content()
