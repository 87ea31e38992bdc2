"""Forms of plans: a result with its indicators, an answer of the superior, feedback."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ayo.common.errors import DomainError
from ayo.common.ids import uuid7
from ayo.performance import law
from ayo.performance.data.plan import Approach, Aspect, Indicator, Result, ResultKind
from ayo.performance.words import plans as plan_words

EXPECT = "expect_"


class _Told(forms.Form):
    def add_fault(self, error: DomainError) -> None:
        """Put a refusal of the domain at its field, or above all."""
        said: str | Promise = plan_words.REASONS.get(error.code, error.message)
        named = next((name for name in error.fields if name in self.fields), None)
        self.add_error(named, str(said))


class ResultForm(_Told):
    """A result: by numbers up to one indicator per aspect, else what success looks like, a line each."""

    version = forms.IntegerField(min_value=1, max_value=1_000_000, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Hasil kerja"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Apa yang dihasilkan, bukan apa yang dilakukan."),
        error_messages={"required": _("Tulis hasil kerjanya.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=list(plan_words.KINDS.items()), widget=forms.RadioSelect, initial=ResultKind.MAIN
    )
    supports = forms.ChoiceField(
        label=_("Hasil pimpinan yang didukung"), required=False,
        error_messages={"invalid_choice": _("Pilih salah satu dari daftar.")},
    )  # fmt: skip

    def __init__(self, data: Any, *, approach: str, supports: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.approach = Approach(approach)
        self.fields["supports"].choices = list(supports)  # type: ignore[attr-defined]
        if self.approach is Approach.QUALITATIVE:
            self.fields["success"] = forms.CharField(
                label=_("Ukuran keberhasilan"), max_length=1200, widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("Bagaimana terlihat bahwa hasil ini tercapai. Satu baris satu ukuran."),
                error_messages={"required": _("Tulis paling sedikit satu ukuran.")},
            )  # fmt: skip
            return
        for aspect in Aspect:
            self.fields |= _aspect_fields(aspect)

    def aspects(self) -> list[dict[str, Any]]:
        """Return the fields of each aspect for the page; open where something is filled in or wrong."""
        if self.approach is Approach.QUALITATIVE:
            return []
        found = []
        for aspect in Aspect:
            bound = [self[f"{aspect}_{part}"] for part in ("text", "target", "unit")]
            is_open = any(one.value() or one.errors for one in bound)
            found.append({"name": plan_words.ASPECTS[aspect], "fields": bound, "is_open": is_open})
        if not any(one["is_open"] for one in found):
            found[0]["is_open"] = True
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.approach is Approach.QUANTITATIVE:
            filled = [aspect for aspect in Aspect if self._is_whole(aspect, found)]
            if not filled and not self.errors:
                self.add_error(f"{Aspect.QUANTITY}_text", gettext("Isi paling sedikit satu indikator."))
        return found

    def _is_whole(self, aspect: Aspect, found: dict[str, Any]) -> bool:
        parts = {part: found.get(f"{aspect}_{part}") for part in ("text", "target", "unit")}
        if not any(parts.values()):
            return False
        for part, value in parts.items():
            if not value and f"{aspect}_{part}" not in self.errors:
                self.add_error(f"{aspect}_{part}", gettext("Lengkapi indikator, target, dan satuannya."))
        return True

    def result(self) -> Result:
        found = self.cleaned_data
        supports = found.get("supports") or ""
        return Result(
            ResultKind(found["kind"]), found["text"], self._indicators(), UUID(supports) if supports else None
        )

    def _indicators(self) -> tuple[Indicator, ...]:
        found = self.cleaned_data
        if self.approach is Approach.QUALITATIVE:
            lines = [line.strip()[:300] for line in found["success"].splitlines() if line.strip()]
            return tuple(Indicator(line) for line in lines[:10])
        return tuple(
            Indicator(found[f"{one}_text"], one, found[f"{one}_target"], found[f"{one}_unit"])
            for one in Aspect if found.get(f"{one}_text")
        )  # fmt: skip


def initial_of(result: Result, *, approach: str) -> dict[str, Any]:
    """Return what the form of a result begins with."""
    values: dict[str, Any] = {
        "text": result.text, "kind": result.kind, "supports": str(result.supports or ""),
        "success": "\n".join(one.text for one in result.indicators),
    }  # fmt: skip
    for one in result.indicators:
        if one.aspect is not None:
            values |= {f"{one.aspect}_text": one.text, f"{one.aspect}_target": one.target,
                       f"{one.aspect}_unit": one.unit}  # fmt: skip
    return values


def _aspect_fields(aspect: Aspect) -> dict[str, forms.Field]:
    name = str(plan_words.ASPECTS[aspect])
    return {
        f"{aspect}_text": forms.CharField(label=gettext("Indikator %(aspect)s") % {"aspect": name.lower()},
            max_length=300, required=False),
        f"{aspect}_target": forms.CharField(label=gettext("Target"), max_length=20, required=False),
        f"{aspect}_unit": forms.CharField(label=gettext("Satuan"), max_length=30, required=False),
    }  # fmt: skip


class Answer(_Told):
    """What the superior says: a comment when it goes back, and what they expect of a value beyond its guides."""

    version = forms.IntegerField(min_value=1, max_value=1_000_000, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Catatan untuk pegawai"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila dikembalikan: apa yang perlu diubah."),
    )  # fmt: skip

    def __init__(self, data: Any, **more: Any) -> None:
        super().__init__(data, **more)
        for one in plan_words.behaviours({}):
            self.fields[f"{EXPECT}{one['code']}"] = forms.CharField(label=one["name"], max_length=300, required=False)

    def expectations(self) -> dict[str, str]:
        codes = [one.code for one in law.plans().behaviours]
        return {code: self.cleaned_data[f"{EXPECT}{code}"] for code in codes if self.cleaned_data[f"{EXPECT}{code}"]}

    def expecting(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(EXPECT)]


class Say(_Told):
    """Feedback; the key makes a second click the same feedback."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Umpan balik"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang baik, apa yang bisa lebih baik. Pegawai membacanya segera."),
        error_messages={"required": _("Tulis umpan baliknya.")},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"key": uuid7()})
