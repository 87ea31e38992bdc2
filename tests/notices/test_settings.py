"""One's own settings, how letters say where else they went, and the bell that asks again."""

from datetime import time
from typing import Any

import pytest

from ayo.audit.models import Inbox
from ayo.notices import queries
from ayo.notices.data import DEFAULT, Channel
from ayo.notices.models import Preference, Sending
from sandbox.gateway import Gateway
from sandbox.mail import Sink
from tests.cast import Cast
from tests.notices import post
from tests.portal import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ADDRESS = "/kotak-masuk/pengaturan/"
GIVEN = {
    "language": "en", "tasks": ["EMAIL", "WHATSAPP"], "news": [], "is_quiet": "on", "quiet_from": "22:00",
    "quiet_to": "05:30", "sms_instead": "on",
}  # fmt: skip


def test_settings_are_kept_for_oneself_alone_and_audited(cast: Cast, mailbox: Sink, gateway: Gateway):
    answer = factories.visitor(cast, "ratna").post(ADDRESS, GIVEN, follow=True)

    assert "Pengaturan disimpan." in answer.text
    wishes = queries.wishes_of(cast.ratna)
    assert wishes.tasks == {Channel.EMAIL, Channel.WHATSAPP}
    assert (wishes.language, wishes.news, wishes.quiet_from, wishes.quiet_to) == ("en", set(), time(22), time(5, 30))
    assert wishes.sms_instead
    assert queries.wishes_of(cast.joko) == DEFAULT
    assert Inbox.objects.filter(act="notices.choose", subject_id=str(cast.ratna)).count() == 1


def test_nobody_sees_or_sets_anybody_elses(cast: Cast, mailbox: Sink):
    post.has_email(cast)
    client = factories.visitor(cast, "joko")

    page = client.get(ADDRESS).text
    client.post(ADDRESS, GIVEN | {"tasks": [], "person_id": str(cast.ratna)})

    assert "ratna@contoh.id" not in page
    assert list(Preference.objects.values_list("pk", flat=True)) == [cast.joko]


def test_the_page_shows_what_holds_and_where_it_leads(cast: Cast, mailbox: Sink, gateway: Gateway):
    post.wish(cast, Channel.SMS, quiet_from=time(20), quiet_to=time(7))

    page = factories.visitor(cast, "ratna").get(ADDRESS).text

    assert "0812 3456 7801" in page
    assert "Belum ada di data Anda" in page
    assert 'value="20:00"' in page and 'value="07:00"' in page


def test_only_channels_that_exist_are_offered_and_taken(cast: Cast, mailbox: Sink):
    client = factories.visitor(cast, "ratna")

    assert "WhatsApp" not in client.get(ADDRESS).text
    assert client.post(ADDRESS, GIVEN).status_code == 422
    assert not Preference.objects.exists()


def test_a_choice_made_of_a_channel_that_is_away_is_kept(cast: Cast, mailbox: Sink):
    post.wish(cast, Channel.SMS)

    factories.visitor(cast, "ratna").post(ADDRESS, GIVEN | {"tasks": ["EMAIL"]})

    assert queries.wishes_of(cast.ratna).tasks == {Channel.EMAIL, Channel.SMS}


def test_an_sms_in_place_of_whatsapp_is_only_asked_about_where_both_exist_and_the_choice_is_kept(
    cast: Cast, mailbox: Sink, gateway: Gateway, settings: Any
):
    client = factories.visitor(cast, "ratna")
    assert "Kirim SMS kalau WhatsApp tidak sampai" in client.get(ADDRESS).text
    client.post(ADDRESS, GIVEN)
    settings.AYO_GATEWAY_URL = ""

    shown = client.get(ADDRESS).text
    client.post(ADDRESS, GIVEN | {"tasks": ["EMAIL"], "sms_instead": ""})

    assert "Kirim SMS" not in shown
    assert queries.wishes_of(cast.ratna).sms_instead


def test_without_any_channel_the_page_says_so(cast: Cast):
    page = factories.visitor(cast, "ratna").get(ADDRESS).text

    assert "Baru kotak masuk yang tersedia." in page


@pytest.mark.parametrize("wrong", [{"quiet_to": ""}, {"quiet_to": "22:00"}, {"quiet_from": "xx"}, {"language": "fr"}])
def test_hours_without_sense_are_refused(cast: Cast, mailbox: Sink, gateway: Gateway, wrong: dict[str, str]):
    answer = factories.visitor(cast, "ratna").post(ADDRESS, GIVEN | wrong)

    assert answer.status_code == 422
    assert "Galat:" in answer.text


def test_quiet_hours_can_be_turned_off(cast: Cast, mailbox: Sink, gateway: Gateway):
    client = factories.visitor(cast, "ratna")
    client.post(ADDRESS, {name: value for name, value in GIVEN.items() if name != "is_quiet"})

    wishes = queries.wishes_of(cast.ratna)
    assert wishes.quiet_from == wishes.quiet_to
    assert 'value="21:00"' in client.get(ADDRESS).text


def test_a_letter_says_in_plain_words_how_else_it_was_sent(cast: Cast, mailbox: Sink, gateway: Gateway):
    post.has_email(cast)
    post.wish(cast, Channel.EMAIL, Channel.SMS, Channel.WHATSAPP)
    post.tell(cast)
    letter, message, chat = Sending.objects.order_by("channel")
    post.work(letter)
    Sending.objects.filter(pk=message.pk).update(state="DELIVERED", settled_at=letter.created_at)
    Sending.objects.filter(pk=chat.pk).update(state="FAILED", settled_at=letter.created_at)

    page = factories.visitor(cast, "ratna").get("/kotak-masuk/").text

    assert "Surel: diterima server surel 24 Nov 2026, 12.00" in page
    assert "SMS: sampai 24 Nov 2026, 12.00" in page
    assert "WhatsApp: tidak sampai; kabarnya tetap ada di sini" in page


@pytest.mark.parametrize("reason", ["NO_ADDRESS", "SETTLED", "UNWANTED", "ARRIVED", "OFF"])
def test_a_letter_says_why_it_did_not_leave(cast: Cast, mailbox: Sink, reason: str):
    post.has_email(cast)
    post.tell(cast)
    Sending.objects.update(state="SKIPPED", reason=reason)

    assert "Surel: tidak" in factories.visitor(cast, "ratna").get("/kotak-masuk/").text


def test_the_bell_asks_again_and_is_answered_with_both_counts(cast: Cast):
    client = factories.visitor(cast, "ratna")
    page = client.get("/kotak-masuk/").text
    assert 'hx-get="/kotak-masuk/baru/"' in page and 'id="belum-dibaca"' in page
    post.tell(cast)

    part = client.get("/kotak-masuk/baru/", headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text

    assert "Kotak masuk, 1 baru" in part
    assert part.count('hx-swap-oob="true"') == 2
    assert "<html" not in part


def test_without_htmx_the_bell_leads_to_the_inbox(cast: Cast):
    assert factories.visitor(cast, "ratna").get("/kotak-masuk/baru/")["Location"] == "/kotak-masuk/"


def test_a_bell_whose_session_has_ended_is_silent(cast: Cast):
    answer = factories.visitor(cast, "").get("/kotak-masuk/baru/", headers={"HX-Request-Type": "partial"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert "HX-Redirect" not in answer
