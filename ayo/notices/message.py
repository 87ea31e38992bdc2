"""A notice as it is written outside the house: title, short text and the way back in, in the reader's language."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ayo.identity.data import CodeFor, CodeLetter
from ayo.notices import texts
from ayo.notices.data import Errand
from ayo.region.facade import pack

# Three parts of an SMS; what does not fit is read in Ayo.
LONGEST_TEXT = 400


@dataclass(frozen=True, slots=True)
class Message:
    title: str
    text: str
    link: str
    sender: str
    footer: str

    @property
    def short(self) -> str:
        """Everything in one paragraph; what is cut off is the text, never the link."""
        said = f"{self.sender}: {self.title}. {self.text}".strip()
        room = LONGEST_TEXT - len(self.link) - 1
        if len(said) > room:
            said = said[: room - 1].rstrip() + "…"
        return f"{said} {self.link}"

    @property
    def long(self) -> str:
        return f"{self.text}\n\n{self.link}\n\n-- \n{self.sender}\n{self.footer}\n"


def written(errand: Errand) -> Message:
    """Return the message, on single lines: what people wrote must not add a header to a letter."""
    with translation.override(errand.language):
        title, text = texts.said(errand.code, errand.facts)
        footer = _("Atur lewat apa Anda dikabari: %(url)s") % {"url": _absolute(reverse("notices:settings"))}
    link = _absolute(reverse("notices:open", args=[errand.notice_id]))
    return Message(_on_one_line(title), _on_one_line(text), link, pack().names.brand, footer)


def of_alarm(errand: Errand) -> Message:
    """Return the letter about a way into an account; it leads to its guards, for it belongs to no inbox."""
    with translation.override(errand.language):
        title, text = texts.said(errand.code, errand.facts)
        footer = _(
            "Surat tentang keamanan akun dikirim ke setiap alamat yang terbukti milik Anda dan tidak bisa dimatikan."
        )
    return Message(title, _on_one_line(text), _absolute(reverse("identity:devices")), pack().names.brand, footer)


def of_code(letter: CodeLetter) -> Message:
    """Return the letter with a code, or the one that says that there is an account already."""
    with translation.override(letter.language):
        title, text, page = texts.of_code(letter.purpose, letter.code, letter.facts)
        footer = _("Bukan Anda yang meminta? Abaikan saja; tanpa kode ini tidak terjadi apa-apa.")
        if letter.purpose is CodeFor.INVITE:
            footer = _("Bukan untuk Anda? Abaikan saja; tanpa NIK pegawainya tautan ini tidak membuka apa-apa.")
    path = reverse(page, args=[letter.code]) if letter.purpose is CodeFor.INVITE else reverse(page)
    return Message(title, text, _absolute(path), pack().names.brand, footer)


def _absolute(path: str) -> str:
    return settings.AYO_URL.rstrip("/") + path


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
