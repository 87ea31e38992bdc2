"""Forms of what a unit is to reach, what it achieved, and why its predicates spread as they do."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ayo.common.errors import DomainError
from ayo.performance.words import unit as unit_words


class _Told(forms.Form):
    def add_fault(self, error: DomainError) -> None:
        """Put a refusal of the domain at its field, or above all. Raises what has no words here."""
        if error.code not in unit_words.REASONS:
            raise error
        said: str | Promise = unit_words.REASONS[error.code]
        self.add_error(next((name for name in error.fields if name in self.fields), None), str(said))


class UnitResultForm(_Told):
    """What a unit is to reach in a year."""

    version = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Hasil unit"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Apa yang dicapai unit. Anggota memilihnya di SKP mereka."),
        error_messages={"required": _("Tulis hasil unitnya.")},
    )  # fmt: skip


class Achieved(_Told):
    """What a unit achieved in a period, and why."""

    version = forms.IntegerField(min_value=0, max_value=30_000, widget=forms.HiddenInput)
    achievement = forms.ChoiceField(
        label=_("Capaian unit"), widget=forms.RadioSelect, error_messages={"required": _("Pilih capaian unitnya.")},
        choices=[(code, look.word) for code, look in unit_words.ACHIEVEMENTS.items()],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pimpinan unit membacanya."), error_messages={"required": _("Tulis alasannya.")},
    )  # fmt: skip


class Justified(_Told):
    """Why the predicates of a unit spread otherwise than the pattern."""

    version = forms.IntegerField(min_value=1, max_value=30_000, widget=forms.HiddenInput)
    justification = forms.CharField(
        label=_("Alasan sebaran"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mengapa predikat di unit ini tersebar lain dari pola. Tersimpan bersama setiap perubahannya."),
    )  # fmt: skip
