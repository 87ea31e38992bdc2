"""How a person wants to be reached: language, channels for tasks and for news, hours of quiet."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any, TypedDict

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from ayo.notices import words
from ayo.notices.data import DEFAULT, Channel, Wishes


class Chosen(TypedDict):
    language: str
    tasks: frozenset[Channel]
    news: frozenset[Channel]
    quiet_from: time
    quiet_to: time
    sms_instead: bool


# Each language by its own name: whoever looks for it reads that one.
_LANGUAGES = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def _hour() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class Preferences(forms.Form):
    """Channels that the city does not offer are not shown, and a choice made of them earlier is kept."""

    tasks = forms.MultipleChoiceField(
        label=later("Tugas yang menunggu Anda"), required=False, widget=forms.CheckboxSelectMultiple
    )
    news = forms.MultipleChoiceField(label=later("Kabar lain"), required=False, widget=forms.CheckboxSelectMultiple)
    sms_instead = forms.BooleanField(label=later("Kirim SMS kalau WhatsApp tidak sampai"), required=False)
    language = forms.ChoiceField(label=later("Bahasa kabar"), choices=_LANGUAGES, widget=forms.RadioSelect)
    is_quiet = forms.BooleanField(label=later("Jangan kirim pada jam tenang"), required=False)
    quiet_from = forms.TimeField(label=later("Mulai pukul"), widget=_hour(), required=False)
    quiet_to = forms.TimeField(label=later("Sampai pukul"), widget=_hour(), required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, wishes: Wishes, offered: Sequence[Channel]) -> None:
        self.wishes, self.offered = wishes, frozenset(offered)
        is_quiet = wishes.quiet_from != wishes.quiet_to
        first = {
            "tasks": sorted(wishes.tasks),
            "news": sorted(wishes.news),
            "sms_instead": wishes.sms_instead,
            "language": wishes.language or settings.LANGUAGE_CODE,
            "is_quiet": is_quiet,
            "quiet_from": wishes.quiet_from if is_quiet else DEFAULT.quiet_from,
            "quiet_to": wishes.quiet_to if is_quiet else DEFAULT.quiet_to,
        }
        super().__init__(data, initial=first)
        for name in ("tasks", "news"):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  declared above
            field.choices = [(channel.value, words.CHANNELS[channel]) for channel in offered]

        if not self.offered >= {Channel.SMS, Channel.WHATSAPP}:
            del self.fields["sms_instead"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("is_quiet"):
            return given
        for name in ("quiet_from", "quiet_to"):
            if name not in self.errors and given.get(name) is None:
                self.add_error(name, _("Isi jamnya, atau matikan jam tenang."))
        if given.get("quiet_from") is not None and given.get("quiet_from") == given.get("quiet_to"):
            self.add_error("quiet_to", _("Jam tenang berakhir pada waktu lain dari mulainya."))
        return given

    def chosen(self) -> Chosen:
        given = self.cleaned_data
        quiet = (given["quiet_from"], given["quiet_to"]) if given["is_quiet"] else (time(0), time(0))
        return Chosen(
            language=given["language"],
            tasks=frozenset(map(Channel, given["tasks"])) | (self.wishes.tasks - self.offered),
            news=frozenset(map(Channel, given["news"])) | (self.wishes.news - self.offered),
            quiet_from=quiet[0],
            quiet_to=quiet[1],
            sms_instead=given.get("sms_instead", self.wishes.sms_instead),
        )
