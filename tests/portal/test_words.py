"""Every word of these modules is known in English, and none is kept that nobody says any more."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
METHODS = [("**/jinja2/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/jinja2/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do"}}
KEYWORDS = {"_": None, "later": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)} | {
    "pgettext_lazy": ((1, "c"), 2)
}
MODULES = ["portal", "identity", "notices", "registry", "files", "services", "performance"]


@pytest.mark.parametrize("module", MODULES)
def test_every_word_is_known_in_english(module: str):
    with (ROOT / "ayo" / module / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        english = read_po(file, locale="en", abort_invalid=True)
    said = set()
    for _file, _line, words, *_rest in extract_from_dir(ROOT / "ayo" / module, METHODS, OPTIONS, keywords=KEYWORDS):
        said.add(words[0] if isinstance(words, tuple) else words)

    known = {(m.id[0] if isinstance(m.id, tuple) else m.id) for m in english if m.id and all(m.string)}

    assert said - known == set()
    assert known - said == set(), "English for words nobody says any more"


@pytest.mark.parametrize("module", MODULES)
def test_both_languages_fill_in_the_same_names(module: str):
    with (ROOT / "ayo" / module / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        english = read_po(file, locale="en")

    assert [str(fault) for message in english for fault in message.check(english)] == []


def test_a_word_is_the_same_in_english_wherever_it_stands():
    """Django reads all catalogues into one, so of two translations the reader would get either."""
    english: dict[object, set[object]] = {}
    for catalogue in (ROOT / "ayo").glob("*/locale/en/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id:
                    said = message.id if isinstance(message.id, str) else tuple(message.id)
                    translated = message.string if isinstance(message.string, str) else tuple(message.string)
                    english.setdefault((message.context, said), set()).add(translated)

    assert {said: words for said, words in english.items() if len(words) > 1} == {}
