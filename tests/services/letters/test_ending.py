"""A letter issued again with what holds now, and one that is revoked: by whom, and what everybody reads of it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from ayo.common.errors import DomainError, Invalid, NotFound
from ayo.events.models import Outbox
from ayo.services import actions
from ayo.services.letters import signing as flow
from ayo.services.models import Letter
from sandbox.tte.service import PASSPHRASE
from tests.cast import Cast
from tests.portal import factories as visitors
from tests.services.letters.house import SigningHouse
from tests.services.letters.test_checking import letter as letter
from tests.services.letters.test_signing import text
from tests.services.test_telling import news as news
from tests.services.test_telling import told

pytestmark = pytest.mark.django_db


def again(city: Cast, letter: Letter, reason: str = "Nama sudah dibetulkan", passphrase: str = PASSPHRASE) -> Letter:
    sari = city.actor("sari")
    draft = flow.draft_of_letter(letter, sari)
    return flow.sign_again(
        row=letter, draft=draft, seen=draft.contents.stamp, passphrase=passphrase, reason=reason, actor=sari
    )


def test_a_new_edition_says_what_holds_now_and_the_old_one_leads_to_it(
    city: Cast, letter: Letter, signing: SigningHouse, news: Callable[[], None]
):
    visitors.change(city, "dewi", {"name": "Ratna Dewi"}, whom="ratna")

    new = again(city, letter)
    news()

    letter.refresh_from_db()
    assert (new.number, new.edition, new.state, letter.state) == (letter.number, 2, "VALID", "REPLACED")
    assert any(one["value"] == "Ratna Dewi" for one in new.printed)
    assert all(one["value"] != "Ratna Dewi" for one in letter.printed)
    page = text(Client().get(f"/cek/{letter.code}/"))
    assert "Surat ini diganti" in page and f"/cek/{new.code}/" in page and "Nama sudah dibetulkan" in page
    assert ("letter_replaced", False) in told(city.ratna)


def test_what_could_not_be_signed_again_leaves_the_old_letter_valid(city: Cast, letter: Letter, signing: SigningHouse):
    with pytest.raises(DomainError):
        again(city, letter, passphrase="keliru")
    with pytest.raises(Invalid):
        again(city, letter, reason=" ")

    letter.refresh_from_db()
    assert letter.state == "VALID"
    assert again(city, letter).edition == 2


def test_a_revoked_letter_says_so_to_everybody_with_its_reason(
    city: Cast, letter: Letter, ratna: Client, news: Callable[[], None]
):
    actions.revoke_letter(letter_id=letter.pk, reason="Alamatnya tidak benar", actor=city.actor("sari"))
    news()

    page = text(Client().get(f"/cek/{letter.code}/"))
    assert "Surat ini dicabut" in page and "Alamatnya tidak benar" in page and "Surat ini berlaku" not in page
    assert ("letter_revoked", False) in told(city.ratna)
    with translation.override("id"):
        assert "Dicabut" in text(ratna.get(f"/urusan/{letter.case_id}/"))
    with pytest.raises(DomainError):
        actions.revoke_letter(letter_id=letter.pk, reason="sekali lagi", actor=city.actor("sari"))


def test_only_whoever_answers_for_a_letter_ends_it_and_says_why(city: Cast, letter: Letter):
    for name in ("budi", "ratna", "dewi", "agus"):
        with pytest.raises(NotFound):
            actions.revoke_letter(letter_id=letter.pk, reason="x", actor=city.actor(name))
    with pytest.raises(Invalid):
        actions.revoke_letter(letter_id=letter.pk, reason="", actor=city.actor("sari"))
    assert not Outbox.objects.filter(type="ayo.services.letter.revoked").exists()
