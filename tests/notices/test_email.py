"""E-mail by a real SMTP conversation."""

import smtplib

import pytest

from ayo.notices.data import Channel, State
from ayo.notices.models import Sending
from sandbox.mail import Sink
from tests.cast import Cast
from tests.notices import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_letter_holds_title_text_and_the_way_in(cast: Cast, mailbox: Sink, settings):
    post.has_email(cast)
    notice = post.tell(cast)

    sending = post.work()

    letter = mailbox.letters[0].parsed
    assert (sending.state, sending.attempts) == (State.SENT, 1)
    assert mailbox.letters[0].to == ("ratna@contoh.id",)
    assert letter["subject"] == "Usulan Anda ditolak"
    assert letter["message-id"].startswith(f"<{sending.pk}@")
    assert "Alasan: Akta lain" in letter.get_content()
    assert f"{settings.AYO_URL}/kotak-masuk/{notice.pk}/" in letter.get_content()
    assert f"{settings.AYO_URL}/kotak-masuk/pengaturan/" in letter.get_content()


def test_a_letter_is_written_in_the_language_of_its_reader(cast: Cast, mailbox: Sink):
    post.has_email(cast)
    post.wish(cast, Channel.EMAIL, language="en")
    post.tell(cast)

    post.work()

    assert mailbox.letters[0].parsed["subject"] == "Your proposal was refused"
    assert "Choose how you are told" in mailbox.letters[0].parsed.get_content()


def test_what_people_wrote_adds_no_header_and_no_nik(cast: Cast, mailbox: Sink):
    post.has_email(cast)
    post.tell(cast, code="app_paused\r\nBcc: joko@contoh.id", reason="x")
    first = Sending.objects.get()
    post.tell(cast, reason="NIK 3671015203890001\r\nBcc: joko@contoh.id")
    second = Sending.objects.exclude(pk=first.pk).get()

    post.work(first)
    post.work(second)

    assert [letter.to for letter in mailbox.letters] == [("ratna@contoh.id",)] * 2
    assert [letter.parsed["bcc"] for letter in mailbox.letters] == [None, None]
    assert "3671015203890001" not in mailbox.letters[1].body.decode()


def test_a_refused_address_is_not_tried_again(cast: Cast, mailbox: Sink):
    post.has_email(cast, "nobody@contoh.id")
    post.tell(cast)

    sending = post.work()

    assert (sending.state, sending.error, sending.attempts) == (State.FAILED, "SMTP 550", 1)


def test_an_address_that_is_put_off_is_tried_again(cast: Cast, mailbox: Sink):
    post.has_email(cast, "later@contoh.id")
    post.tell(cast)

    sending = post.work()

    assert (sending.state, sending.error) == (State.WAITING, "SMTP 451")


def test_a_mail_server_that_is_away_is_tried_again(cast: Cast, mailbox: Sink, settings):
    post.has_email(cast)
    post.tell(cast)
    settings.EMAIL_PORT = 1

    sending = post.work()

    assert (sending.state, sending.error) == (State.WAITING, "ConnectionRefusedError")


def test_the_fault_of_a_server_never_tells_the_address(cast: Cast, mailbox: Sink, monkeypatch):
    def fail(*_given: object) -> None:
        raise smtplib.SMTPDataError(554, b"ratna@contoh.id is unwanted here")

    monkeypatch.setattr(smtplib.SMTP, "sendmail", fail)
    post.has_email(cast)
    post.tell(cast)

    assert post.work().error == "SMTP 554"


def test_without_a_mail_server_nothing_is_put_down(cast: Cast):
    post.has_email(cast)
    post.tell(cast)

    assert not Sending.objects.exists()
