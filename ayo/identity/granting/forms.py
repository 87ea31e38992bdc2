"""Forms of the pages about roles. Which units are offered is the giver's reach, worked out before."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayo.common import clock
from ayo.common.actor import Role
from ayo.common.errors import DomainError
from ayo.identity.granting import rules
from ayo.region.data import area_of
from ayo.region.facade import pack

Unit = tuple[UUID, str, str]

REASONS = {
    "to_oneself": _("Tidak seorang pun memberi peran kepada dirinya sendiri."),
    "too_far": _("Peran ini di luar jangkauan Anda."),
    "needs_area": _("Unit ini tidak punya wilayah, jadi peran ini tidak berlaku di sana."),
    "unknown_area": _("RT atau RW ini tidak dapat dipakai."),
    "ends_too_soon": _("Hari terakhir sudah lewat, atau sebelum hari mulainya."),
    "held_already": _("Orang ini sudah memegang peran ini di sana."),
    "ended_already": _("Peran ini memang berakhir sebelum itu."),
}


def day(label: Any, *, required: bool, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip


def after(last: date | None) -> date | None:
    """Return the first day after the last one."""
    return last + timedelta(days=1) if last else None


class Give(forms.Form):
    """To whom, where, from when to when and why; the fields fit the role."""

    number = forms.CharField(
        label=_("NIP"), max_length=24, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Isi nomornya.")},
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Unit"))
    rw = forms.CharField(label=_("RW"), max_length=3, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    rt = forms.CharField(label=_("RT"), max_length=3, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    valid_from = day(_("Mulai"), required=True)
    last = day(_("Hari terakhir"), required=False, help_text=_("Kosong: sampai diakhiri."))
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, help_text=_("Misalnya nomor surat keputusan. Orangnya dapat membacanya."),
        error_messages={"required": _("Tulis alasannya.")},
    )  # fmt: skip

    def __init__(self, data: Any, *, role: Role, units: Sequence[Unit]) -> None:
        super().__init__(data, initial={"valid_from": clock.today()})
        self.role = role
        level = rules.LEVELS.get(role)
        self.units = {str(pk): (pk, area) for pk, _name, area in units if level is None or _level_of(area) == level}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
        field.choices = [(str(pk), name) for pk, name, _area in units if str(pk) in self.units]
        if role in rules.NEIGHBOURHOOD:
            self.fields["number"].label = gettext("NIK warganya")
            field.label = gettext("Kelurahan")
        else:
            del self.fields["rw"]
        if role is not Role.RT_HEAD:
            del self.fields["rt"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("rw", "rt"):
            written = cleaned.get(name, "").strip()
            if written and not (written.isascii() and written.isdigit()):
                self.add_error(name, gettext("Isi dengan angka."))
            elif name in cleaned:
                cleaned[name] = written.zfill(pack().address.rt_rw_digits)
        return cleaned

    @property
    def valid_to(self) -> date | None:
        return after(self.cleaned_data["last"])

    @property
    def organisation_id(self) -> UUID | None:
        """A neighbourhood is no unit: its head holds the role in the area alone."""
        return None if self.role in rules.NEIGHBOURHOOD else self.units[self.cleaned_data["unit"]][0]

    @property
    def unit_id(self) -> UUID:
        return self.units[self.cleaned_data["unit"]][0]

    @property
    def area(self) -> str:
        if self.role not in rules.LEVELS:
            return ""
        whole = self.units[self.cleaned_data["unit"]][1]
        return area_of(whole, rw=self.cleaned_data.get("rw", ""), rt=self.cleaned_data.get("rt", ""))

    def add_fault(self, error: DomainError) -> None:
        self.add_error(None, str(REASONS.get(error.code, gettext("Peran ini tidak dapat diberikan."))))


class End(forms.Form):
    """From which day on, and why."""

    last = day(_("Hari terakhir"), required=True, help_text=_("Tanggal kemarin berarti berakhir sekarang juga."))
    reason = forms.CharField(label=_("Alasan"), max_length=300, error_messages={"required": _("Tulis alasannya.")})

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"last": clock.today()})

    @property
    def ends_on(self) -> date:
        last: date = self.cleaned_data["last"]
        return last + timedelta(days=1)

    def add_fault(self, error: DomainError) -> None:
        self.add_error(None, str(REASONS.get(error.code, gettext("Peran ini tidak dapat diakhiri."))))


def _level_of(area: str) -> str:
    found = pack().areas.get(area)
    return found.level if found else ""
