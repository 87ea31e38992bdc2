"""What people come for: the topics of the help, with the words they use for it and the page where it is done.

The words stand in `topics.toml`, both languages side by side, so that one who writes sees what the other says.
"""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ayo.portal import likeness
from ayo.ui.jinja import url

FILE = Path(__file__).with_suffix(".toml")
LANGUAGES = ("id", "en")
GROUPS: Mapping[str, Promise] = {
    "DATA": _("Data saya dan keluarga"),
    "PRIVACY": _("Privasi"),
    "ACCOUNT": _("Akun dan tampilan"),
    "WORK": _("Pekerjaan saya"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A topic in one language; `also` is never shown, only searched."""

    title: str
    short: str
    says: tuple[str, ...]
    do: str
    also: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One need and the way to it."""

    slug: str
    icon: str
    group: str
    page: str
    of: tuple[str, ...]
    anchor: str
    by_menu: bool
    words: Mapping[str, Words]

    @property
    def said(self) -> Words:
        return self.words.get(get_language() or LANGUAGES[0], self.words[LANGUAGES[0]])

    @property
    def url(self) -> str:
        return url("portal:topic", self.slug)

    @property
    def place(self) -> str:
        return url(self.page, *self.of) + (f"#{self.anchor}" if self.anchor else "")


@lru_cache(maxsize=1)
def every() -> tuple[Topic, ...]:
    with FILE.open("rb") as file:
        return tuple(_topic(row) for row in tomllib.load(file)["topic"])


def open_to(places: Collection[str]) -> list[Topic]:
    """Return the topics of a reader whose menu holds these addresses."""
    return [topic for topic in every() if not topic.by_menu or topic.place in places]


def found(words: str, among: Sequence[Topic], *, limit: int) -> list[Topic]:
    """Return the topics that answer the words best, typing mistakes allowed, the best first."""
    scored = [(likeness.share(words, _searched(topic)), topic) for topic in among]
    best = sorted((one for one in scored if one[0] >= likeness.ENOUGH), key=lambda one: -one[0])
    return [topic for _score, topic in best[:limit]]


@lru_cache(maxsize=256)
def _searched_in(slug: str, language: str) -> str:
    words = next(topic for topic in every() if topic.slug == slug).words[language]
    return f"{words.title} {words.short} {words.do} {words.also}"


def _searched(topic: Topic) -> str:
    """People mix languages: both are searched."""
    return " ".join(_searched_in(topic.slug, language) for language in LANGUAGES)


def _topic(row: Mapping[str, Any]) -> Topic:
    return Topic(
        slug=row["slug"],
        icon=row["icon"],
        group=row["group"],
        page=row["page"],
        of=tuple(row["of"]),
        anchor=row.get("anchor", ""),
        by_menu=row.get("by_menu", False),
        words={language: Words(**{**row[language], "says": tuple(row[language]["says"])}) for language in LANGUAGES},
    )
