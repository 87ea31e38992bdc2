"""Every state has its words, and every word its English."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from ayo.exchange import forms, words
from ayo.exchange.data import Mode, ParkedState, Reach
from ayo.exchange.models import Attempt, Drift, Reconciliation
from ayo.identity.data import SCOPES
from ayo.registry.data import Kind

HERE = Path(__file__).resolve().parents[2] / "ayo" / "exchange"
METHODS = [("**/jinja2/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/jinja2/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do"}}
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "later": None, "say": None,
}  # fmt: skip


def test_every_code_has_its_words():
    assert set(words.MODES) == set(words.MODE_HINTS) == set(Mode)
    assert set(words.REACHES) == set(Reach)
    assert set(words.PARKED) == set(ParkedState)
    assert set(words.ATTEMPTS) == set(Attempt.Sort.values)
    assert set(words.DRIFTS) == set(Drift.Sort.values)
    assert set(words.RUNS) == set(Reconciliation.State.values)
    assert set(words.SCOPES) == set(SCOPES)


@pytest.mark.parametrize("kind", list(Kind))
def test_fields_of_a_contract_are_told_apart(kind):
    said = [words.field(kind, name) for name in forms.grantable(kind)]

    assert len(set(said)) == len(said)
    assert words.SENSITIVE[kind] - {"domicile", "address"} <= set(forms.grantable(kind))


def test_every_word_of_these_pages_is_known_in_english():
    with (HERE / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        english = read_po(file, locale="en", abort_invalid=True)
    said = set()
    for _file, _line, found, _comments, context in extract_from_dir(HERE, METHODS, OPTIONS, KEYWORDS):
        said.add((context, found[0] if isinstance(found, tuple) else found))

    known = {(m.context, m.id[0] if isinstance(m.id, tuple) else m.id) for m in english if m.id and m.string}

    assert said - known == set()
    assert known - said == set(), "English for words nobody says any more"


def test_templates_stay_short():
    assert {str(path) for path in HERE.rglob("*.html") if path.read_text().count("\n") > 120} == set()
