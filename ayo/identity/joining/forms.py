"""What is asked when an account is opened and bound: one thing per page."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from ayo.common.actor import Level
from ayo.common.errors import Invalid
from ayo.identity import logins
from ayo.identity.data import LoginKind
from ayo.identity.forms import GOOD_PASSWORD
from ayo.identity.joining import rules
from ayo.identity.models import Account
from ayo.registry import facade as registry

CITY, ELSEWHERE, UNSURE = "CITY", "ELSEWHERE", "UNSURE"
LEVEL_OF = {CITY: Level.UNVERIFIED, UNSURE: Level.UNVERIFIED, ELSEWHERE: Level.OUT_OF_CITY}
_MISSING = {"required": _("Isian ini perlu diisi.")}


class Where(forms.Form):
    where = forms.ChoiceField(
        label=_("Di mana Anda tercatat?"),
        choices=((CITY, _("Warga kota ini")), (ELSEWHERE, _("Dari luar kota")), (UNSURE, _("Belum tahu"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )


class Address(forms.Form):
    """An e-mail address or a phone number: whichever the city can write to here."""

    address = forms.CharField(
        max_length=200,
        error_messages=_MISSING,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *given: Any, ways: frozenset[LoginKind], **named: Any) -> None:
        super().__init__(*given, **named)
        self.ways = ways
        self.fields["address"].label = {
            frozenset({LoginKind.EMAIL}): _("Surel Anda"),
            frozenset({LoginKind.PHONE}): _("Nomor ponsel Anda"),
        }.get(ways, _("Nomor ponsel atau surel Anda"))
        if ways == {LoginKind.EMAIL}:
            self.fields["address"].widget.input_type = "email"
        if ways == {LoginKind.PHONE}:
            self.fields["address"].widget.input_type = "tel"

    def clean_address(self) -> tuple[LoginKind, str]:
        found = logins.contact(self.cleaned_data["address"])
        if found is None:
            raise forms.ValidationError(_("Ini belum berbentuk surel atau nomor ponsel. Contoh: 0812 3456 7890."))
        if found[0] not in self.ways:
            raise forms.ValidationError(_("Di sini kode belum bisa dikirim ke sana. Pakai yang lain."))
        return found


class Typed(forms.Form):
    """The digits of a code, however they were pasted."""

    code = forms.CharField(
        label=_("Kode enam angka"),
        max_length=20,
        error_messages={"required": _("Isi kode yang kami kirim.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        typed = rules.digits(self.cleaned_data["code"])
        if len(typed) != rules.DIGITS:
            raise forms.ValidationError(_("Kodenya enam angka."))
        return typed


class Name(forms.Form):
    name = forms.CharField(
        label=_("Nama Anda"),
        max_length=120,
        error_messages=_MISSING,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class Password(forms.Form):
    password = forms.CharField(
        label=_("Kata sandi"),
        help_text=GOOD_PASSWORD,
        max_length=200,
        strip=False,
        error_messages=_MISSING,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *given: Any, login: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self.login = login

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], Account(login=self.login))
        return str(self.cleaned_data["password"])


_NUMBER = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}


class Cards(forms.Form):
    """The numbers on the identity card and the family card. Their form is checked here, their truth by the registry."""

    nik = forms.CharField(label=_("NIK"), max_length=24, widget=forms.TextInput(attrs=_NUMBER), error_messages=_MISSING)
    family = forms.CharField(
        label=_("Nomor kartu keluarga"), max_length=24, widget=forms.TextInput(attrs=_NUMBER), error_messages=_MISSING
    )
    born = forms.DateField(
        label=_("Tanggal lahir"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
        error_messages=_MISSING | {"invalid": _("Tanggal ini tidak ada.")},
    )

    def clean_nik(self) -> str:
        return _cleaned("person", "nik", self.cleaned_data["nik"], str(_("NIK terdiri atas 16 angka.")))

    def clean_family(self) -> str:
        return _cleaned("family", "number", self.cleaned_data["family"], str(_("Nomor KK terdiri atas 16 angka.")))


class AskCheck(Name):
    """What an officer needs to find somebody: no number, for that stands on the document they will see."""

    area = forms.ChoiceField(
        label=_("Kelurahan pada kartu keluarga Anda"), error_messages={"required": _("Pilih kelurahannya.")}
    )

    def __init__(self, *given: Any, areas: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["name"].label = _("Nama pada KTP")
        self.fields["area"].choices = [("", _("Pilih kelurahan")), *areas]  # type: ignore[attr-defined]


class FromDocument(forms.Form):
    """What the officer reads from the card of who stands before them."""

    nik = forms.CharField(
        label=_("NIK pada KTP"), max_length=24, widget=forms.TextInput(attrs=_NUMBER), error_messages=_MISSING
    )
    has_seen = forms.BooleanField(
        label=_("Saya melihat KTP asli dan orangnya"),
        error_messages={"required": _("Verifikasi hanya di depan orangnya.")},
    )

    def clean_nik(self) -> str:
        return _cleaned("person", "nik", self.cleaned_data["nik"], str(_("NIK terdiri atas 16 angka.")))


class Reason(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}), error_messages=_MISSING
    )

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"]).strip()


def _cleaned(kind: str, field: str, given: str, refusal: str) -> str:
    try:
        return str(registry.cleaned(kind, {field: given})[field] or "")
    except Invalid as error:
        raise forms.ValidationError(refusal) from error


class Close(forms.Form):
    """The password once more; an account of the demo has none to give."""

    password = forms.CharField(
        label=_("Kata sandi sekarang"),
        max_length=200,
        strip=False,
        error_messages=_MISSING,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *given: Any, account: Account, **named: Any) -> None:
        super().__init__(*given, **named)
        self.account = account
        if not account.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        if not self.account.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError(_("Kata sandi tidak cocok."))
        return str(self.cleaned_data["password"])
